package io.vtepd.daemon.app;

import io.vtepd.daemon.cli.CommandLineParser;
import io.vtepd.daemon.cli.Invocation;
import io.vtepd.daemon.cli.UsageException;
import io.vtepd.daemon.systemd.Supervisor;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** The program. */
public final class Main {

  /** It could not be done. */
  private static final int EXIT_FAILED = 1;

  /** The command line is wrong (EX_USAGE of sysexits). */
  private static final int EXIT_USAGE = 64;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  private static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      Readiness readiness = Readiness.open();
      return run(CommandLineParser.parse(arguments), readiness, out, err);
    } catch (UsageException e) {
      err.println("vtepd: " + e.getMessage());
      return EXIT_USAGE;
    } catch (IOException e) {
      err.println("vtepd: " + e);
      return EXIT_FAILED;
    }
  }

  private static int run(
      Invocation invocation, Readiness readiness, PrintStream out, PrintStream err) {
    return switch (invocation) {
      case Invocation.Help help -> print(out, help.text());
      case Invocation.Version version -> print(out, Version.text() + "\n");
      case Invocation.Capture capture -> CaptureCommand.run(capture.settings(), out, err);
      case Invocation.Show show -> ShowCommand.run(show.settings(), out, err);
      case Invocation.Support support -> SupportCommand.run(support.settings(), out, err);
      case Invocation.Pki pki -> PkiCommand.run(pki.settings(), out, err);
      case Invocation.Run run -> serve(Daemon.ofRun(run.settings()), readiness, err);
      case Invocation.Controller controller ->
          serve(Daemon.ofController(controller.settings()), readiness, err);
      case Invocation.OvsdbServer server ->
          serve(Daemon.ofOvsdbServer(server.settings()), readiness, err);
    };
  }

  private static int print(PrintStream out, String text) {
    out.print(text);
    out.flush();
    return 0;
  }

  private static int failed(
      Daemon daemon, String reason, Readiness readiness, Supervisor supervisor, PrintStream err) {
    err.println("vtepd: " + reason);
    readiness.failed(reason);
    supervisor.failed(reason);
    daemon.close();
    return EXIT_FAILED;
  }

  private static int serve(Daemon daemon, Readiness readiness, PrintStream err) {
    Supervisor supervisor;
    try {
      supervisor = Supervisor.of(System.getenv(), ProcessHandle.current().pid());
    } catch (IllegalArgumentException e) {
      err.println("vtepd: " + e.getMessage());
      return EXIT_FAILED;
    }
    try {
      daemon.start();
    } catch (StartupException e) {
      return failed(daemon, e.getMessage(), readiness, supervisor, err);
    } catch (RuntimeException | Error e) {
      // A bug; but threads that run already would keep the process up, and its launcher waiting.
      e.printStackTrace(err);
      return failed(daemon, e.toString(), readiness, supervisor, err);
    }
    readiness.ready();
    supervisor.ready(daemon.vitals());
    daemon.awaitStop();
    supervisor.close();
    return daemon.close() ? 0 : EXIT_FAILED;
  }
}
