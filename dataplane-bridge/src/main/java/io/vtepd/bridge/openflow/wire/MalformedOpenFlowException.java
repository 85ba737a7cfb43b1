package io.vtepd.bridge.openflow.wire;

/**
 * The one exception of every decoder here: bytes that are no OpenFlow 1.5 message; says what and
 * where.
 */
public final class MalformedOpenFlowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MalformedOpenFlowException(String message) {
    super(message);
  }
}
