package io.vtepd.daemon.app;

import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.control.CommandException;
import io.vtepd.tls.context.TlsContexts;
import io.vtepd.tls.pki.PkiException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands of the control socket that every daemon has. */
final class ProcessCommands {

  private ProcessCommands() {}

  /**
   * @param stop asks for the end of the process
   */
  static List<Command> all(Optional<TlsContexts> tls, Logging logging, Runnable stop) {
    List<Command> commands = new ArrayList<>(LogCommands.all(logging));
    commands.add(Command.immediate("version", "", 0, 0, none -> Version.text()));
    commands.add(
        Command.immediate(
            "exit",
            "",
            0,
            0,
            none -> {
              stop.run();
              return "";
            }));
    commands.add(Command.immediate("tls/reload", "", 0, 0, none -> reload(tls)));
    return commands;
  }

  private static String reload(Optional<TlsContexts> tls) throws CommandException {
    if (tls.isEmpty()) {
      throw new CommandException("there are no keys to reload: none were given at start");
    }
    try {
      tls.get().reload(InstantSource.system().instant());
      return "";
    } catch (PkiException e) {
      throw new CommandException(e.getMessage(), e);
    }
  }
}
