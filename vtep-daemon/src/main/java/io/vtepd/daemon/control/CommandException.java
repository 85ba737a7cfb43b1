package io.vtepd.daemon.control;

/** A command could not do what was asked; the message says why and what to do, for the operator. */
public final class CommandException extends Exception {

  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
