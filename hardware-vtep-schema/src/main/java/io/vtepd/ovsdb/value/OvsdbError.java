package io.vtepd.ovsdb.value;

import java.util.Objects;

/**
 * A protocol error as a value: the {@code <error>} of RFC 7047 section 3.1.
 *
 * @param tag the machine's word, such as {@code "constraint violation"}
 * @param details a sentence for people; may be empty
 * @param syntax the JSON that was at fault, as text; may be empty
 */
public record OvsdbError(String tag, String details, String syntax) {

  public OvsdbError {
    Objects.requireNonNull(tag);
    Objects.requireNonNull(details);
    Objects.requireNonNull(syntax);
  }

  public static OvsdbError of(String tag, String details) {
    return new OvsdbError(tag, details, "");
  }

  /** A value or a row breaks a constraint of the schema. */
  public static OvsdbError constraint(String details) {
    return of("constraint violation", details);
  }

  /** This error as an exception, to leave a parser or an operation with. */
  public OvsdbException asException() {
    return new OvsdbException(this);
  }

  @Override
  public String toString() {
    return tag
        + (details.isEmpty() ? "" : ": " + details)
        + (syntax.isEmpty() ? "" : " in " + syntax);
  }
}
