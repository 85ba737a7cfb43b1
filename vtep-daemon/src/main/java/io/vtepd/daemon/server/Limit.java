package io.vtepd.daemon.server;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that peers could make grow: a name for options, how far it may go, and what happens
 * then. No reasonable client meets the defaults.
 */
public enum Limit {
  MESSAGE_BYTES("message-bytes", 256L << 20, Long.MAX_VALUE, "the session is cut"),
  MESSAGE_DEPTH("message-depth", 1_000, 10_000, "the session is cut"),
  INPUT_PERCENT(
      "input-percent",
      6,
      100,
      "of the heap, for requests of all sessions that are not whole or not executed: the session"
          + " that has most of them is cut"),
  SESSIONS("sessions", 4_096, Integer.MAX_VALUE, "one more is closed as soon as it opens"),
  CONNECTIONS("connections", 4_096, Integer.MAX_VALUE, "one more to a listener is closed at once"),
  ADDRESS_CONNECTIONS(
      "address-connections",
      1_024,
      Integer.MAX_VALUE,
      "one more to a listener from that IPv4 address, or IPv6 network of 64 bits, is closed at"
          + " once"),
  HANDSHAKES(
      "handshakes",
      64,
      Integer.MAX_VALUE,
      "the next TLS peers wait to be accepted; one that takes over 2 s then has to go"),
  HANDSHAKE_MS("handshake-ms", 10_000, Integer.MAX_VALUE, "the connection is closed"),
  HANDSHAKE_BYTES(
      "handshake-bytes",
      256 << 10,
      Integer.MAX_VALUE,
      "the connection is closed: its peer sends more than a TLS handshake can need"),
  READ_AHEAD_BYTES(
      "read-ahead-bytes",
      1 << 20,
      Long.MAX_VALUE,
      "the session is not read until some of its requests are executed"),
  READ_AHEAD_PIECES("read-ahead-pieces", 64, Integer.MAX_VALUE, "the same, in pieces of input"),
  MERGE_BYTES(
      "merge-bytes",
      256 << 10,
      Long.MAX_VALUE,
      "the session has that much to read: its updates are merged, its requests wait"),
  BACKLOG_BYTES(
      "backlog-bytes",
      256 << 20,
      Long.MAX_VALUE,
      "the session is cut: it does not read what it did not ask for"),
  BACKLOG_PERCENT(
      "backlog-percent",
      25,
      100,
      "of the heap, for what all sessions do not read and did not ask for: the session that has"
          + " most of it is cut"),
  WAITS("waits", 10_000, Integer.MAX_VALUE, "one more waiting transaction is refused"),
  SESSION_WAITS("session-waits", 1_000, Integer.MAX_VALUE, "one more of a session is refused"),
  MONITORS("monitors", 1_000, Integer.MAX_VALUE, "one more of a session is refused"),
  LOCKS("locks", 1_000, Integer.MAX_VALUE, "one more of a session is refused"),
  LOCAL_QUEUE(
      "local-queue", 10_000, Integer.MAX_VALUE, "one more transaction of the daemon is refused");

  private final String id;
  private final long byDefault;
  private final long most;
  private final String consequence;

  Limit(String id, long byDefault, long most, String consequence) {
    this.id = id;
    this.byDefault = byDefault;
    this.most = most;
    this.consequence = consequence;
  }

  /** The one of that name. */
  public static Optional<Limit> ofId(String id) {
    return Stream.of(values()).filter(limit -> limit.id.equals(id)).findFirst();
  }

  /** For options. */
  public String id() {
    return id;
  }

  /** Unless something else is asked for. */
  public long byDefault() {
    return byDefault;
  }

  /** The largest value that it may be given; the least is 1. */
  public long most() {
    return most;
  }

  /** What happens at the limit. */
  String consequence() {
    return consequence;
  }
}
