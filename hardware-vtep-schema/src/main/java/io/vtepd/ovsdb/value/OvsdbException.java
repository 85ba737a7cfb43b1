package io.vtepd.ovsdb.value;

/**
 * Carries an {@link OvsdbError} out of a parser or an operation to the place that answers it. Not a
 * bug and not an I/O failure, so it is checked and has no stack trace.
 */
public final class OvsdbException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient OvsdbError error;

  public OvsdbException(OvsdbError error) {
    super(error.toString(), null, false, false);
    this.error = error;
  }

  public OvsdbError error() {
    return error;
  }
}
