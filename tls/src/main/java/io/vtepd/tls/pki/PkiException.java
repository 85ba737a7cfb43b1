package io.vtepd.tls.pki;

import java.io.IOException;

/** A key or certificate can't be used; the message says which file, what is wrong, what to do. */
public final class PkiException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Makes one from a message for the operator. */
  public PkiException(String message) {
    super(message);
  }

  /** Makes one from a message for the operator and what it came from. */
  public PkiException(String message, Throwable cause) {
    super(message, cause);
  }
}
