package io.vtepd.daemon.app;

/** The daemon cannot start; the message says why and what to do. */
public final class StartupException extends Exception {

  private static final long serialVersionUID = 1L;

  StartupException(String message) {
    super(message);
  }

  StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
