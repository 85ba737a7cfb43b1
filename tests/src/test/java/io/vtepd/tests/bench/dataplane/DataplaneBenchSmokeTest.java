package io.vtepd.tests.bench.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.bench.Part;
import io.vtepd.tests.bench.Row;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command as people type it, on small sizes: figures of that say nothing, but must be there.
 */
@Tag("system")
class DataplaneBenchSmokeTest {

  private static final Path LAUNCHER = OvsdbProcess.launcher();
  private static final String COMMAND =
      LAUNCHER.resolveSibling("../../tests/bench/dataplane").normalize().toString();
  private static final int PATIENCE_MIN = 5;

  @Test
  void everyRowRunsAndShowsAllOfItsFigures(@TempDir Path folder) throws Exception {
    Path table = folder.resolve("results.md");
    Path output = folder.resolve("printed");

    int exitCode =
        run(output, "--quick", "--ours", LAUNCHER.toString(), "--table", table.toString());

    String printed = Files.readString(output);
    assertThat(exitCode).as(printed).isZero();
    String written = Files.readString(table);
    for (Part part : DataplaneBench.parts(LAUNCHER)) {
      assertThat(written).contains("## " + part.title());
      for (Row row : part.rows()) {
        assertThat(printed).contains(row.name() + ": " + row.title());
        assertThat(written).contains("| " + row.title() + " |");
      }
    }
    assertThat(printed).doesNotContain("NaN");
  }

  @Test
  void anUnknownRowIsToldAndNothingRuns(@TempDir Path folder) throws Exception {
    Path output = folder.resolve("printed");

    assertThat(run(output, "--ours", LAUNCHER.toString(), "--only", "on,one")).isEqualTo(2);
    assertThat(output).content().contains("there is no row \"on\"");
  }

  private static int run(Path output, String... options) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(COMMAND).redirectErrorStream(true);
    builder.command().addAll(List.of(options));
    // The servers compile for a second of life, not for a day.
    builder.environment().put("VTEPD_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    Process process = builder.redirectOutput(output.toFile()).start();
    if (!process.waitFor(PATIENCE_MIN, TimeUnit.MINUTES)) {
      process.destroy();
      process.waitFor();
    }
    return process.exitValue();
  }
}
