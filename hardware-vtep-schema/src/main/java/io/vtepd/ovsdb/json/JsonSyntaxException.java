package io.vtepd.ovsdb.json;

import java.io.IOException;

/**
 * Bytes that are no JSON, or more JSON than the limits allow. The stream cannot be read further.
 */
public final class JsonSyntaxException extends IOException {

  private static final long serialVersionUID = 1L;

  public JsonSyntaxException(String message) {
    super(message);
  }

  public JsonSyntaxException(String message, Throwable cause) {
    super(message, cause);
  }
}
