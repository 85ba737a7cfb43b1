package io.vtepd.daemon.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * The commands of a daemon by name, {@code list-commands} among them, with the texts of Open
 * vSwitch's daemons, which scripts parse. Immutable.
 */
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
        .forEach(
            command -> text.append(String.format("  %-23s %s%n", command.name(), command.usage())));
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
          "\""
              + name
              + "\" is not a valid command (use \"list-commands\" to see a list of valid"
              + " commands)");
    }
    if (arguments.size() < command.minArguments()) {
      throw new CommandException(
          "\"" + name + "\" command requires at least " + command.minArguments() + " arguments");
    }
    if (arguments.size() > command.maxArguments()) {
      throw new CommandException(
          "\"" + name + "\" command takes at most " + command.maxArguments() + " arguments");
    }
    return command.action().run(arguments);
  }
}
