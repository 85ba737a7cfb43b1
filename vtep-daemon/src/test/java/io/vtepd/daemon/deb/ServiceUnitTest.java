package io.vtepd.daemon.deb;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.cli.CommandLineParser;
import io.vtepd.daemon.cli.Invocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServiceUnitTest {

  private static final String UNIT = "deb/vtepd.service";
  private static final Pattern SCORE =
      Pattern.compile("Overall exposure level for vtepd.service: ([0-9.]+)");

  @Test
  @Tag("system")
  void exposureStaysUnderTwo() throws Exception {
    Process analysis =
        new ProcessBuilder(
                "systemd-analyze",
                "security",
                "--offline=true",
                "--threshold=19",
                "--no-pager",
                UNIT)
            .redirectErrorStream(true)
            .start();
    String said = new String(analysis.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(analysis.waitFor()).as(said).isZero();
    assertThat(said).doesNotContain("Unknown key").doesNotContain("ignoring");
    Matcher score = SCORE.matcher(said);
    assertThat(score.find()).as(said).isTrue();
    assertThat(Double.parseDouble(score.group(1))).isLessThan(2);
  }

  @Test
  void startsWithOptionsThatVtepdHas() throws Exception {
    String command =
        Files.readAllLines(Path.of(UNIT)).stream()
            .filter(line -> line.startsWith("ExecStart="))
            .findFirst()
            .orElseThrow();
    List<String> words = Arrays.asList(command.replace(" $VTEPD_OPTIONS", "").split(" ", -1));
    assertThat(words.getFirst()).isEqualTo("ExecStart=/usr/bin/vtepd");
    Invocation invocation = CommandLineParser.parse(words.subList(1, words.size()));
    assertThat(((Invocation.Run) invocation).settings().daemon().socketGroup())
        .isEqualTo(Optional.of("openvswitch"));
  }
}
