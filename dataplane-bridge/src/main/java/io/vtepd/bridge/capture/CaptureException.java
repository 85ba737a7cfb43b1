package io.vtepd.bridge.capture;

import java.io.IOException;

/** Capturing is not possible; the message says why and what to do. */
public final class CaptureException extends IOException {

  private static final long serialVersionUID = 1L;

  public CaptureException(String message) {
    super(message);
  }

  public CaptureException(String message, Throwable cause) {
    super(message, cause);
  }
}
