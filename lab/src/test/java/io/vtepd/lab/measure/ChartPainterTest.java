package io.vtepd.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.lab.report.PageFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("system")
class ChartPainterTest {

  @TempDir private Path folder;

  @Test
  void aChartBecomesAPictureOfTwiceItsSize() throws IOException, InterruptedException {
    Sample sample =
        new Sample(
            1,
            1,
            Variant.VTEPD,
            "tcp",
            OptionalInt.empty(),
            "forward",
            "throughput",
            OptionalDouble.of(9e8),
            "bit/s",
            2,
            "",
            50);
    Charts charts = new Charts(new Summary(List.of(sample)), "2 processors");
    String chart = charts.throughput("tcp throughput", "TCP");
    assertThat(chart)
        .contains("900 Mbit/s", "no result")
        .isEqualTo(charts.throughput("tcp throughput", "TCP"));
    assertThat(charts.latency("Latency", Map.of())).contains("100 %");
    Path svg = Files.writeString(folder.resolve("a.svg"), PageFrame.picture(chart));
    assertThat(ChartPainter.paint(svg, Charts.height(chart))).isEmpty();
    byte[] png = Files.readAllBytes(folder.resolve("a.png"));
    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
    // The width stands big-endian in bytes 16 to 19 of the file.
    assertThat((png[18] & 0xff) << 8 | png[19] & 0xff).isEqualTo(1280);
  }
}
