package io.vtepd.daemon.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** The commands of a daemon by name, {@code list-commands} among them. Immutable. */
public final class CommandRegistry {

  private final Map<String, Command> commands = new TreeMap<>();

  public CommandRegistry(List<Command> commands) {
    List<Command> all = new ArrayList<>(commands);
    all.add(Command.immediate("list-commands", "", 0, 0, arguments -> list()));
    for (Command command : all) {
      if (this.commands.put(command.name(), command) != null) {
        throw new IllegalArgumentException("two commands " + command.name());
      }
    }
  }

  private String list() {
    StringBuilder text = new StringBuilder("The available commands are:\n");
    commands
        .values()
        .forEach(command ->
            text.append(
                    String.format("  %-30s %s", command.name(), command.usage()).stripTrailing())
                .append('\n'));
    return text.toString();
  }

  /**
   * Runs a command.
   *
   * @throws CommandException if there is none of that name, or not for so many arguments
   */
  CompletionStage<String> run(String name, List<String> arguments) throws CommandException {
    Command command = commands.get(name);
    if (command == null) {
      throw new CommandException(
          "\"" + name + "\" is not a valid command (\"list-commands\" lists them)");
    }
    if (arguments.size() < command.minArguments() || arguments.size() > command.maxArguments()) {
      throw new CommandException(
          ("usage: " + command.name() + " " + command.usage()).strip()
              + " ("
              + arguments.size()
              + " arguments given)");
    }
    return command.action().run(arguments);
  }
}
