package io.vtepd.tls.stream;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * When to dial, when to give up a dial, how long to wait before the next: the connection life cycle
 * of Open vSwitch, without I/O and with the time as an argument.
 *
 * <pre>
 *            enable              due: dial, connecting()             connected()
 *   VOID ------------> BACKOFF ---------------------> CONNECTING ----------------> ACTIVE
 *    ^                  ^  ^                              |                        |   ^
 *    |                  |  |     due, disconnected()      |       probeSent()      |   | received()
 *    |                  |  +------------------------------+                        v   |
 *    | disable()        |                  disconnected()                          IDLE
 *    +-- any state      +---------------------- ACTIVE or IDLE -----------------------
 * </pre>
 *
 * <p>The wait doubles from {@code minBackoffMs} up to {@code maxBackoffMs}. It begins anew only
 * after a good connection, one that was still receiving when it was as old as the last wait: a peer
 * that accepts and drops us at once (TLS 1.3 tells a refused client only afterwards) does not reset
 * it. A transition that makes no sense in a state returns the state unchanged.
 *
 * <p>All times are monotonic milliseconds of one clock.
 */
public sealed interface Reconnect {
  /** The states by the names that Open vSwitch prints into {@code status:state}. */
  enum Phase {
    /** Not to be connected. */
    VOID,
    /** Waiting before the next try. */
    BACKOFF,
    /** Dialling, or in the TLS handshake. */
    CONNECTING,
    /** Connected. */
    ACTIVE,
    /** Connected, and silent for so long that a probe was sent. */
    IDLE
  }

  /** Not enabled, {@link Phase#VOID}. */
  record Disabled(Past past, long sinceMs) implements Reconnect {}

  /** Waits {@code backoffMs} from {@code sinceMs} on. */
  record Backoff(Past past, long sinceMs, long backoffMs) implements Reconnect {}

  /** Dials; {@code backoffMs} was the wait before. */
  record Connecting(Past past, long sinceMs, long backoffMs) implements Reconnect {}

  /** Connected; {@code lastReceivedMs} is the connection's begin until something came. */
  record Active(Past past, long sinceMs, long backoffMs, long lastReceivedMs)
      implements Reconnect {}

  /** Connected and probing since {@code sinceMs}. */
  record Idle(Past past, long sinceMs, long backoffMs, long lastReceivedMs) implements Reconnect {}

  /**
   * What outlives the states.
   *
   * @param backoff the limits of the wait
   * @param connectedAtMs when a connection last came up
   * @param disconnectedAtMs when a connection last went down
   * @param lastError why the last try or connection ended, in words
   * @param tryCount dials since the last good connection (the one under way counts)
   */
  record Past(
      BackoffSettings backoff,
      OptionalLong connectedAtMs,
      OptionalLong disconnectedAtMs,
      Optional<String> lastError,
      long tryCount) {}

  /**
   * What an operator sees, the columns {@code is_connected} and {@code status} of a Manager row.
   *
   * @param phase {@code status:state}
   * @param sinceMs time in this phase
   * @param secSinceConnect {@code status:sec_since_connect}; empty if it never connected
   * @param secSinceDisconnect {@code status:sec_since_disconnect}; empty if it never disconnected
   * @param lastError {@code status:last_error}; it stays after the next success, as in Open vSwitch
   * @param tryCount dials since the last good connection
   */
  record Status(
      Phase phase,
      long sinceMs,
      OptionalLong secSinceConnect,
      OptionalLong secSinceDisconnect,
      Optional<String> lastError,
      long tryCount) {
    /** {@code is_connected}. */
    public boolean isConnected() {
      return phase == Phase.ACTIVE || phase == Phase.IDLE;
    }
  }

  /** What outlives this state. */
  Past past();

  /** When this state was entered. */
  long sinceMs();

  /** A machine that is not enabled yet. */
  static Reconnect create(BackoffSettings backoff, long nowMs) {
    return new Disabled(
        new Past(backoff, OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), 0), nowMs);
  }

  /** The name of this state. */
  default Phase phase() {
    return switch (this) {
      case Disabled s -> Phase.VOID;
      case Backoff s -> Phase.BACKOFF;
      case Connecting s -> Phase.CONNECTING;
      case Active s -> Phase.ACTIVE;
      case Idle s -> Phase.IDLE;
    };
  }

  /** Starts it: the first dial is due at once. */
  default Reconnect enable(long nowMs) {
    return this instanceof Disabled ? new Backoff(past(), nowMs, 0) : this;
  }

  /** Stops it, whatever it does. */
  default Reconnect disable(long nowMs) {
    return ReconnectSteps.disable(this, nowMs);
  }

  /** A dial has begun. */
  default Reconnect connecting(long nowMs) {
    return ReconnectSteps.connecting(this, nowMs);
  }

  /** The connection is up, the TLS handshake included. */
  default Reconnect connected(long nowMs) {
    return this instanceof Connecting s
        ? new Active(ReconnectSteps.connected(s.past(), nowMs), nowMs, s.backoffMs(), nowMs)
        : this;
  }

  /** Bytes came. */
  default Reconnect received(long nowMs) {
    return switch (this) {
      case Active s -> new Active(s.past(), s.sinceMs(), s.backoffMs(), nowMs);
      case Idle s -> new Active(s.past(), nowMs, s.backoffMs(), nowMs);
      case Disabled s -> s;
      case Backoff s -> s;
      case Connecting s -> s;
    };
  }

  /** A probe was sent because the peer is silent. */
  default Reconnect probeSent(long nowMs) {
    return this instanceof Active s
        ? new Idle(s.past(), nowMs, s.backoffMs(), s.lastReceivedMs())
        : this;
  }

  /**
   * A try failed or a connection ended. Where several targets stand in for each other, the next one
   * is due at once, and a wait comes only when all were tried since the last good connection.
   *
   * @param error in words; empty when the peer closed without an error
   * @param targetCount at least 1
   */
  default Reconnect disconnected(long nowMs, Optional<String> error, int targetCount) {
    return ReconnectSteps.disconnected(this, nowMs, error, targetCount);
  }

  /** Takes other limits; a wait under way is cut to the new maximum. */
  default Reconnect withBackoff(BackoffSettings backoff) {
    return ReconnectSteps.withBackoff(this, backoff);
  }

  /** When to act: dial if waiting, give the dial up if connecting; empty if only events count. */
  default OptionalLong deadlineMs() {
    return switch (this) {
      case Backoff s -> OptionalLong.of(s.sinceMs() + s.backoffMs());
      case Connecting s ->
          OptionalLong.of(
              s.sinceMs() + Math.max(s.past().backoff().connectTimeoutMs(), s.backoffMs()));
      case Disabled s -> OptionalLong.empty();
      case Active s -> OptionalLong.empty();
      case Idle s -> OptionalLong.empty();
    };
  }

  /** Whether the deadline has come. */
  default boolean isDue(long nowMs) {
    OptionalLong deadlineMs = deadlineMs();
    return deadlineMs.isPresent() && nowMs >= deadlineMs.getAsLong();
  }

  /** What an operator sees now. */
  default Status status(long nowMs) {
    return new Status(
        phase(),
        nowMs - sinceMs(),
        ReconnectSteps.secSince(past().connectedAtMs(), nowMs),
        ReconnectSteps.secSince(past().disconnectedAtMs(), nowMs),
        past().lastError(),
        past().tryCount());
  }
}
