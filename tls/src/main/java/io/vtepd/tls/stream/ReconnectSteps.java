package io.vtepd.tls.stream;

import io.vtepd.tls.stream.Reconnect.Active;
import io.vtepd.tls.stream.Reconnect.Backoff;
import io.vtepd.tls.stream.Reconnect.Connecting;
import io.vtepd.tls.stream.Reconnect.Disabled;
import io.vtepd.tls.stream.Reconnect.Idle;
import io.vtepd.tls.stream.Reconnect.Past;
import java.util.Optional;
import java.util.OptionalLong;

/** The longer transitions of {@link Reconnect}. */
final class ReconnectSteps {
  private static final long MS_PER_SEC = 1_000;

  private ReconnectSteps() {}

  static Reconnect disable(Reconnect from, long nowMs) {
    return switch (from) {
      case Disabled s -> s;
      case Backoff s -> new Disabled(s.past(), nowMs);
      case Connecting s -> new Disabled(s.past(), nowMs);
      case Active s -> new Disabled(dropped(s.past(), nowMs), nowMs);
      case Idle s -> new Disabled(dropped(s.past(), nowMs), nowMs);
    };
  }

  static Reconnect connecting(Reconnect from, long nowMs) {
    if (!(from instanceof Backoff s)) {
      return from;
    }
    Past past = s.past();
    return new Connecting(
        new Past(
            past.backoff(),
            past.connectedAtMs(),
            past.disconnectedAtMs(),
            past.lastError(),
            past.tryCount() + 1),
        nowMs,
        s.backoffMs());
  }

  static Past connected(Past past, long nowMs) {
    return new Past(
        past.backoff(),
        OptionalLong.of(nowMs),
        past.disconnectedAtMs(),
        past.lastError(),
        past.tryCount());
  }

  private static Reconnect disconnected(Reconnect from, long nowMs, Optional<String> error) {
    return switch (from) {
      case Disabled s -> s;
      case Backoff s -> s;
      case Connecting s ->
          new Backoff(withError(s.past(), error), nowMs, doubled(s.past(), s.backoffMs()));
      case Active s -> ended(s.past(), s.backoffMs(), s.lastReceivedMs(), nowMs, error);
      case Idle s -> ended(s.past(), s.backoffMs(), s.lastReceivedMs(), nowMs, error);
    };
  }

  static Reconnect disconnected(
      Reconnect from, long nowMs, Optional<String> error, int targetCount) {
    Reconnect next = disconnected(from, nowMs, error);
    if (targetCount == 1 || !(next instanceof Backoff waiting)) {
      return next;
    }
    long tryCount = waiting.past().tryCount();
    boolean roundIsOver = tryCount > 0 && tryCount % targetCount == 0;
    if (roundIsOver) {
      return waiting;
    }
    // The wait is as long as before, so that it doubles by rounds, and it is over.
    long backoffMs = tryCount == 0 ? waiting.backoffMs() : backoffMs(from);
    return new Backoff(waiting.past(), nowMs - backoffMs, backoffMs);
  }

  private static long backoffMs(Reconnect state) {
    return switch (state) {
      case Disabled s -> 0;
      case Backoff s -> s.backoffMs();
      case Connecting s -> s.backoffMs();
      case Active s -> s.backoffMs();
      case Idle s -> s.backoffMs();
    };
  }

  private static Backoff ended(
      Past past, long backoffMs, long lastReceivedMs, long nowMs, Optional<String> error) {
    long receivingMs = lastReceivedMs - past.connectedAtMs().orElse(lastReceivedMs);
    boolean good = receivingMs > 0 && receivingMs >= backoffMs;
    Past next = withError(dropped(past, nowMs), error);
    return good
        ? new Backoff(withTries(next, 0), nowMs, past.backoff().minBackoffMs())
        : new Backoff(next, nowMs, doubled(past, backoffMs));
  }

  static Reconnect withBackoff(Reconnect from, BackoffSettings backoff) {
    Past past =
        new Past(
            backoff,
            from.past().connectedAtMs(),
            from.past().disconnectedAtMs(),
            from.past().lastError(),
            from.past().tryCount());
    return switch (from) {
      case Disabled s -> new Disabled(past, s.sinceMs());
      case Backoff s ->
          new Backoff(past, s.sinceMs(), Math.min(s.backoffMs(), backoff.maxBackoffMs()));
      case Connecting s -> new Connecting(past, s.sinceMs(), s.backoffMs());
      case Active s -> new Active(past, s.sinceMs(), s.backoffMs(), s.lastReceivedMs());
      case Idle s -> new Idle(past, s.sinceMs(), s.backoffMs(), s.lastReceivedMs());
    };
  }

  static OptionalLong secSince(OptionalLong atMs, long nowMs) {
    return atMs.isPresent()
        ? OptionalLong.of(Math.max(0, nowMs - atMs.getAsLong()) / MS_PER_SEC)
        : OptionalLong.empty();
  }

  private static long doubled(Past past, long backoffMs) {
    long minMs = past.backoff().minBackoffMs();
    return backoffMs < minMs ? minMs : Math.min(2 * backoffMs, past.backoff().maxBackoffMs());
  }

  private static Past dropped(Past past, long nowMs) {
    return new Past(
        past.backoff(),
        past.connectedAtMs(),
        OptionalLong.of(nowMs),
        past.lastError(),
        past.tryCount());
  }

  private static Past withError(Past past, Optional<String> error) {
    return new Past(
        past.backoff(),
        past.connectedAtMs(),
        past.disconnectedAtMs(),
        error.or(past::lastError),
        past.tryCount());
  }

  private static Past withTries(Past past, long tryCount) {
    return new Past(
        past.backoff(), past.connectedAtMs(), past.disconnectedAtMs(), past.lastError(), tryCount);
  }
}
