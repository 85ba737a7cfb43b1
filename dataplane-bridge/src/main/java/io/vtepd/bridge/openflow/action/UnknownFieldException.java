package io.vtepd.bridge.openflow.action;

/**
 * Inside the codec: an action is well-formed but names a field outside our list; it becomes opaque.
 */
final class UnknownFieldException extends Exception {

  private static final long serialVersionUID = 1L;

  UnknownFieldException(String message) {
    super(message);
  }
}
