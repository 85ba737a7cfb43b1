package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.lab.cli.LabCommand;
import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.Completed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest measurement there is, on real gateways. */
@Tag("system")
class LabMeasureE2eTest {

  @TempDir private Path folder;

  private static Completed measure(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlab.root=" + Path.of("..").toAbsolutePath().normalize(),
                LabCommand.class.getName(),
                "measure"));
    command.addAll(List.of(words));
    return Command.of(command).within(Duration.ofMinutes(4)).run();
  }

  @Test
  void oneRoundBringsAResultOfEachVariantForEachTest() throws IOException, InterruptedException {
    Path csv = folder.resolve("m.csv");
    Completed run =
        measure("--rounds", "1", "--seconds", "1", "--frames", "512", "--csv", csv.toString());
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    List<String[]> rows =
        Files.readAllLines(csv).stream().skip(1).map(line -> line.split(",", -1)).toList();
    assertThat(rows).allMatch(row -> row.length == 19 && row[13].isEmpty());
    assertThat(
            rows.stream()
                .filter(row -> Double.parseDouble(row[10]) > 0 || row[9].equals("loss"))
                .map(row -> row[5] + " " + row[6])
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            Stream.of("direct", "vtepd", "vtepd-ovs-vtep", "ovs-vtep")
                .flatMap(variant ->
                    Stream.of("tcp", "udp", "latency-idle", "latency-loaded")
                        .map(test -> variant + " " + test))
                .toArray(String[]::new));
  }
}
