package io.vtepd.daemon.app;

import io.vtepd.daemon.cli.LogLevel;
import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.control.CommandException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code vlog/set} and {@code vlog/list}: what is logged, as in Open vSwitch. */
final class LogCommands {

  /** There is one destination, so naming any of these changes nothing. */
  private static final Set<String> DESTINATIONS = Set.of("any", "console", "syslog", "file");

  private static final int SPEC_LIMIT = 100;

  private LogCommands() {}

  static List<Command> all(Logging logging) {
    return List.of(
        Command.immediate("vlog/list", "", 0, 0, none -> list(logging)),
        Command.immediate(
            "vlog/set", "[MODULE:]LEVEL...", 1, SPEC_LIMIT, specs -> set(logging, specs)));
  }

  private static String list(Logging logging) {
    StringBuilder text = new StringBuilder();
    logging
        .levels()
        .forEach((module, level) -> text.append(String.format("%-16s %s%n", module, level.name())));
    return text.toString();
  }

  private static String set(Logging logging, List<String> specs) throws CommandException {
    for (String spec : specs) {
      setOne(logging, spec);
    }
    return "";
  }

  private static void setOne(Logging logging, String spec) throws CommandException {
    Optional<LogLevel> level = Optional.empty();
    Optional<String> module = Optional.empty();
    for (String word : spec.split("[: ,]", -1)) {
      Optional<LogLevel> named = LogLevel.ofWord(word);
      if (named.isPresent()) {
        level = named;
      } else if (!DESTINATIONS.contains(word.toLowerCase(Locale.ROOT))) {
        if (module.isPresent()) {
          throw new CommandException("'" + spec + "': expected [MODULE:]LEVEL");
        }
        module = Optional.of(word);
      }
    }
    if (level.isEmpty()) {
      throw new CommandException("'" + spec + "': no level; give one of " + LogLevel.words());
    }
    if (module.isEmpty()) {
      logging.setLevel(level.get());
    } else if (!logging.setLevel(module.get(), level.get())) {
      throw new CommandException("no module '" + module.get() + "'; vlog/list shows them");
    }
  }
}
