package io.vtepd.ovsdb.json;

import java.io.IOException;

/**
 * Bytes that are no JSON, or more JSON than the limits allow. The stream cannot be read further.
 */
public final class JsonSyntaxException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** It is no JSON, or not the JSON that was expected. */
    SYNTAX,
    /** A value has more bytes than {@link JsonLimits#valueBytes}. */
    TOO_LARGE,
    /** A value is nested deeper than {@link JsonLimits#nestingDepth}. */
    TOO_DEEP
  }

  private final Kind kind;

  public JsonSyntaxException(String message) {
    this(Kind.SYNTAX, message);
  }

  JsonSyntaxException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public JsonSyntaxException(String message, Throwable cause) {
    super(message, cause);
    this.kind = Kind.SYNTAX;
  }

  /** What is wrong: a limit has struck unless it is the syntax. */
  public Kind kind() {
    return kind;
  }
}
