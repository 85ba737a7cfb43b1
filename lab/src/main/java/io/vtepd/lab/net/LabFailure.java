package io.vtepd.lab.net;

/**
 * The lab cannot go on. The message says what failed and what to do; the exit code is that of the
 * command.
 */
public final class LabFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** Something in the lab did not work. */
  public static final int FAILED = 1;

  /** The files are wrong. */
  public static final int BAD_INPUT = 2;

  /** The machine lacks something. */
  public static final int MISSING = 3;

  /** Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private final int exitCode;

  public LabFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public LabFailure(String message) {
    this(FAILED, message);
  }

  public int exitCode() {
    return exitCode;
  }
}
