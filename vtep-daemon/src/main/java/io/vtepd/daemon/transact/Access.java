package io.vtepd.daemon.transact;

/** What a session may do to a database. */
public enum Access {
  READ_WRITE,
  /** {@code select}, {@code wait}, {@code abort}, {@code comment} and {@code assert}. */
  READ_ONLY
}
