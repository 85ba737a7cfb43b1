package io.vtepd.daemon.web;

import java.util.Objects;

/**
 * An answer.
 *
 * @param status of HTTP (RFC 9110)
 * @param type of the text, such as {@code text/plain}
 */
public record Page(int status, String type, String text) {

  private static final String PLAIN = "text/plain; charset=utf-8";

  public Page {
    Objects.requireNonNull(type);
    Objects.requireNonNull(text);
  }

  /** A text that was asked for. */
  public static Page of(String text) {
    return new Page(200, PLAIN, text);
  }

  /** Another answer than what was asked for. */
  public static Page of(int status, String text) {
    return new Page(status, PLAIN, text + "\n");
  }
}
