package io.vtepd.daemon.app;

import io.vtepd.daemon.cli.LogDestination;
import io.vtepd.daemon.cli.LogLevel;
import io.vtepd.daemon.cli.LogSpec;
import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.control.CommandException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code vlog/...}: what is logged and where, as in Open vSwitch (ovs-appctl(8)). */
final class LogCommands {

  private static final int SPEC_LIMIT = 100;

  private final Logging logging;

  private LogCommands(Logging logging) {
    this.logging = logging;
  }

  static List<Command> all(Logging logging) {
    LogCommands commands = new LogCommands(logging);
    return List.of(
        Command.immediate("vlog/list", "", 0, 0, none -> commands.list()),
        Command.immediate("vlog/list-pattern", "", 0, 0, none -> commands.listPattern()),
        Command.immediate(
            "vlog/set",
            "{spec | PATTERN:destination:pattern}",
            0,
            SPEC_LIMIT,
            specs -> commands.set(specs)),
        Command.immediate("vlog/reopen", "", 0, 0, none -> commands.toFile(logging::reopenFile)),
        Command.immediate("vlog/close", "", 0, 0, none -> commands.toFile(logging::closeFile)),
        rateLimit("vlog/enable-rate-limit", logging, true),
        rateLimit("vlog/disable-rate-limit", logging, false));
  }

  /** Repeats are held back in all modules or in none, so their names do not matter. */
  private static Command rateLimit(String name, Logging logging, boolean limited) {
    return Command.immediate(
        name,
        "[module]...",
        0,
        SPEC_LIMIT,
        modules -> {
          logging.holdBackRepeats(limited);
          return "";
        });
  }

  private String list() {
    StringBuilder text =
        new StringBuilder(
            """
                             console    syslog    file
                             -------    ------    ------
            """);
    logging
        .levels()
        .forEach((module, level) ->
            text.append(
                String.format("%-16s  %s%n", module, columns(logging.destination(), level))));
    return text.toString();
  }

  private static String columns(LogDestination used, LogLevel level) {
    return Stream.of(LogDestination.values())
        .map(destination -> destination == used ? level : LogLevel.OFF)
        .map(each -> String.format("%4s", each.name()))
        .collect(Collectors.joining("       "));
  }

  private String listPattern() {
    return String.format(
        "         prefix                            format%n"
            + "         ------                            ------%n"
            + "%-8s none                              %s%n",
        logging.destination(), logging.pattern());
  }

  private String set(List<String> specs) throws CommandException {
    for (String spec : specs.isEmpty() ? List.of("") : specs) {
      if (spec.startsWith("PATTERN:") || spec.startsWith("FACILITY:")) {
        throw new CommandException("'" + spec + "': the form of log lines cannot be changed");
      }
      try {
        setOne(LogSpec.parse(spec));
      } catch (IllegalArgumentException e) {
        throw new CommandException(e.getMessage(), e);
      }
    }
    return "";
  }

  private void setOne(LogSpec spec) throws CommandException {
    if (spec.module().isPresent() && !logging.levels().containsKey(spec.module().get())) {
      throw new CommandException(
          "no destination, level, or module \"" + spec.module().get() + "\"");
    }
    if (spec.destination().isPresent() && spec.destination().get() != logging.destination()) {
      return;
    }
    if (spec.module().isPresent()) {
      logging.setLevel(spec.module().get(), spec.level());
    } else {
      logging.setLevel(spec.level());
    }
  }

  private String toFile(Runnable action) throws CommandException {
    if (logging.destination() != LogDestination.FILE) {
      throw new CommandException("Logging to file not configured");
    }
    action.run();
    return "";
  }
}
