package io.vtepd.daemon.app;

import io.vtepd.daemon.cli.ShowSettings;
import io.vtepd.daemon.control.CommandException;
import io.vtepd.daemon.control.ControlClient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** {@code vtepd show} and {@code vtepd check}: ask the daemon that runs, and print its answer. */
final class ShowCommand {

  private static final int EXIT_NO_DAEMON = 2;

  private ShowCommand() {}

  /** 0 if all is well, 1 in trouble, 2 if nobody answers. */
  static int run(ShowSettings settings, PrintStream out, PrintStream err) {
    List<String> words = new ArrayList<>(settings.subject());
    words.add(ViewCommands.EXIT_CODE);
    if (settings.json()) {
      words.add(ViewCommands.JSON);
    }
    settings.limit().ifPresent(limit -> words.add(ViewCommands.LIMIT + limit));
    String command = settings.check() ? ViewCommands.CHECK : ViewCommands.SHOW;
    try {
      String answer = ControlClient.ask(settings.controlSocket(), command, words);
      int end = answer.indexOf('\n');
      out.print(answer.substring(end + 1));
      out.flush();
      return Integer.parseInt(answer.substring(0, end));
    } catch (CommandException e) {
      String reason = e.getMessage().strip();
      err.println(
          "vtepd: "
              + (reason.contains("is not a valid command")
                  ? "this daemon has no views: vtepd run has, with one VTEP"
                  : reason));
      return 1;
    } catch (IOException e) {
      err.println(
          "vtepd: no daemon answers on "
              + settings.controlSocket()
              + ": "
              + e.getMessage()
              + "; does it run, with this --rundir?");
      return EXIT_NO_DAEMON;
    }
  }
}
