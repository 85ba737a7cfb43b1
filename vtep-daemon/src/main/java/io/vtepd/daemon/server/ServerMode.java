package io.vtepd.daemon.server;

import io.vtepd.daemon.transact.Access;

/** What clients may do as things stand; a backup only serves readers. For the owner thread. */
final class ServerMode {

  private boolean readOnly;

  boolean isReadOnly() {
    return readOnly;
  }

  /** Changes it; whether that is a change. */
  boolean setReadOnly(boolean other) {
    boolean changes = readOnly != other;
    readOnly = other;
    return changes;
  }

  /** The most that a transaction of a client may do. */
  Access access() {
    return readOnly ? Access.READ_ONLY : Access.READ_WRITE;
  }
}
