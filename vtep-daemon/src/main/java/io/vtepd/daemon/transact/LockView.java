package io.vtepd.daemon.transact;

/** What an {@code assert} operation has to know of its session (RFC 7047 section 5.2.10). */
@FunctionalInterface
public interface LockView {

  /** Of a session without locks. */
  LockView NONE = lock -> false;

  /** Whether the session owns the lock; waiting for it does not count. */
  boolean owns(String lock);
}
