package io.vtepd.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command as people type it, on small sizes: figures of that say nothing, but must be there.
 */
@Tag("system")
class BenchSmokeTest {

  private static final Path LAUNCHER = OvsdbProcess.launcher();
  private static final String COMMAND =
      LAUNCHER.resolveSibling("../../tests/bench/ovsdb").normalize().toString();

  @Test
  void everyRowRunsAndShowsAllOfItsFigures(@TempDir Path folder) throws IOException {
    Path table = folder.resolve("results.md");

    String printed = run("--quick", "--ours", LAUNCHER.toString(), "--table", table.toString());

    String written = Files.readString(table);
    for (Part part : Rows.parts(Contender.ORIGINAL, LAUNCHER)) {
      assertThat(written).contains("## " + part.title());
      for (Row row : part.rows()) {
        assertThat(printed).contains(row.name() + ": " + row.title());
        assertThat(written).contains("| " + row.title() + " |");
      }
    }
    assertThat(printed).doesNotContain("NaN");
  }

  @Test
  void theClientIsMeasuredAgainstASink() throws IOException {
    String printed = run("--client", "--quick", "--ours", LAUNCHER.toString());

    for (Row row : Rows.client(Contender.ORIGINAL).getFirst().rows()) {
      assertThat(printed).contains(row.name() + ": " + row.title());
    }
  }

  /** With servers that compile for a second of life, not for a day. */
  private static String run(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(COMMAND));
    command.addAll(List.of(options));
    Map<String, String> environment = Map.of("VTEPD_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    Commands.Outcome outcome = Commands.attempt(environment, command.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return outcome.output();
  }

  @Test
  void anUnknownRowIsToldAndNothingRuns() throws IOException {
    Commands.Outcome outcome =
        Commands.attempt(Map.of(), COMMAND, "--ours", LAUNCHER.toString(), "--only", "on,one");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.output()).contains("there is no row \"on\"");
  }
}
