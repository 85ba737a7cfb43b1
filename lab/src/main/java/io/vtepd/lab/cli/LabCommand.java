package io.vtepd.lab.cli;

import io.vtepd.lab.net.LabFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The entry of all commands: the first word says which. */
public final class LabCommand {

  private LabCommand() {}

  /**
   * Runs a command. The system property {@code lab.root} names the project's folder, {@code
   * lab.terminal} says whether standard output is a terminal.
   */
  public static void main(String[] args) {
    Thread main = Thread.currentThread();
    Interruption interruption = new Interruption(main);
    Runtime.getRuntime().addShutdownHook(interruption);
    int code = run(args, interruption);
    // Within a shutdown exit() would wait for ever, and the signal has set the code already.
    if (interruption.finish()) {
      System.exit(code);
    }
  }

  private static int run(String[] args, Interruption interruption) {
    List<String> words = Arrays.asList(args);
    Path root = Path.of(System.getProperty("lab.root", ".")).toAbsolutePath().normalize();
    try {
      String name = words.isEmpty() ? "" : words.getFirst();
      List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
      return switch (name) {
        case "run" -> new RunCommand(root, interruption).run(rest);
        case "down" -> new DownCommand(root).run(rest);
        case "list" -> new ListCommand(root).run(rest);
        case "measure" -> new MeasureCommand(root).run(rest);
        case "status" -> new StatusCommand(root).run(rest);
        default ->
            throw new LabFailure(
                LabFailure.BAD_INPUT,
                "no command \"" + name + "\". Use run, down, list, status, measure.");
      };
    } catch (LabFailure e) {
      return ended(interruption, e.exitCode(), e.getMessage());
    } catch (InterruptedException e) {
      return ended(interruption, LabFailure.INTERRUPTED, "interrupted, all removed");
    } catch (IOException e) {
      return ended(interruption, LabFailure.FAILED, "the lab cannot go on: " + e);
    }
  }

  /** An interrupt also shows as a file that was closed or a command that failed. */
  private static int ended(Interruption interruption, int code, String message) {
    boolean interrupted = interruption.isUnderWay();
    System.err.println(interrupted ? "interrupted, all removed" : message);
    return interrupted ? LabFailure.INTERRUPTED : code;
  }
}
