package io.vtepd.daemon.app;

import java.io.IOException;
import java.util.function.Consumer;

/** The program of the option {@code --run}: the server ends when it ends (ovsdb-server(1)). */
final class RunCommand {

  /** A shell's exit code for a program that a signal has ended is this more than the signal. */
  private static final int SIGNALLED = 128;

  private RunCommand() {}

  /**
   * Starts it in a shell, with our streams.
   *
   * @param onEnd told whether it ended well, on a thread of its own
   */
  static void start(String command, Consumer<Boolean> onEnd) throws StartupException {
    Process process;
    try {
      process = new ProcessBuilder("/bin/sh", "-c", command).inheritIO().start();
    } catch (IOException e) {
      throw new StartupException("cannot run " + command + ": " + e.getMessage(), e);
    }
    process
        .onExit()
        .thenAccept(ended -> {
          int status = ended.exitValue();
          if (status != 0) {
            System.err.println("vtepd: " + command + ": child exited, " + describe(status));
          }
          onEnd.accept(status == 0);
        });
  }

  private static String describe(int status) {
    return status > SIGNALLED
        ? "killed by signal " + (status - SIGNALLED)
        : "exit status " + status;
  }
}
