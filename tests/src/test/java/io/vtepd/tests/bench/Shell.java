package io.vtepd.tests.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs a program to its end. */
public final class Shell {

  private Shell() {}

  /** What it has printed; a program that fails is an exception. */
  public static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + printed);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new IOException(e);
    }
    return printed;
  }
}
