package io.vtepd.tls.stream;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that a test runs: its input stays open, its output goes to a file. */
final class Tool implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 30;

  private final List<String> command;
  private final Process process;
  private final Path output;

  private Tool(Path directory, List<String> command) throws IOException {
    this.command = command;
    this.output = Files.createTempFile(directory, "tool", ".out");
    this.process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
  }

  /** Starts a program in a directory. */
  static Tool start(Path directory, String... command) throws IOException {
    return new Tool(directory, List.of(command));
  }

  /** Runs a program to its end and returns what it printed. */
  static String run(Path directory, String... command) throws IOException {
    try (Tool tool = start(directory, command)) {
      tool.process.getOutputStream().close();
      int exit = tool.awaitExit();
      if (exit != 0) {
        throw new AssertionError(tool.command + " exits with " + exit + ": " + tool.output());
      }
      return tool.output();
    }
  }

  void type(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(line.getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  String output() throws IOException {
    return Files.readString(output, StandardCharsets.ISO_8859_1);
  }

  void awaitOutput(String expected) throws IOException {
    await()
        .atMost(Duration.ofSeconds(DEADLINE_SECONDS))
        .until(() -> output().contains(expected) || !process.isAlive());
    if (!output().contains(expected)) {
      throw new AssertionError(command + " ended without '" + expected + "': " + output());
    }
  }

  int awaitExit() {
    try {
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(command + " does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitExit();
  }
}
