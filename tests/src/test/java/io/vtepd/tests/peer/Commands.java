package io.vtepd.tests.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs other people's programs to their end. */
public final class Commands {

  private static final int PATIENCE_S = 60;

  /** What a program printed, both streams in one, and how it ended. */
  public record Outcome(int exitCode, String output) {}

  private Commands() {}

  /** Runs a program that must succeed and gives what it printed. */
  public static String run(String... command) throws IOException {
    Outcome outcome = attempt(Map.of(), command);
    if (outcome.exitCode() != 0) {
      throw new IOException(List.of(command) + " exited " + outcome);
    }
    return outcome.output();
  }

  /** Runs a program however it ends. */
  public static Outcome attempt(Map<String, String> environment, String... command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(List.of(command) + " did not end; it printed " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return new Outcome(process.exitValue(), output);
  }
}
