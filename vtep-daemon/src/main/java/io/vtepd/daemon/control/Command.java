package io.vtepd.daemon.control;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What an operator may ask of the running daemon.
 *
 * @param usage the arguments as {@code list-commands} shows them, such as {@code "[db]"}
 * @param minArguments fewest arguments
 * @param maxArguments most arguments
 */
public record Command(
    String name, String usage, int minArguments, int maxArguments, Action action) {

  public Command {
    Objects.requireNonNull(usage);
    Objects.requireNonNull(action);
    if (name.isEmpty() || minArguments < 0 || maxArguments < minArguments) {
      throw new IllegalArgumentException("command '" + name + "'");
    }
  }

  /** Does it. */
  @FunctionalInterface
  public interface Action {

    /**
     * Runs on an I/O thread: must not block.
     *
     * @return the text to print; may complete exceptionally with a {@link CommandException}
     * @throws CommandException if it cannot be done
     */
    CompletionStage<String> run(List<String> arguments) throws CommandException;
  }

  /** An action that answers at once. */
  @FunctionalInterface
  public interface Immediate {
    String run(List<String> arguments) throws CommandException;
  }

  /** A command that answers at once. */
  public static Command immediate(
      String name, String usage, int minArguments, int maxArguments, Immediate action) {
    return new Command(
        name,
        usage,
        minArguments,
        maxArguments,
        arguments -> CompletableFuture.completedFuture(action.run(arguments)));
  }
}
