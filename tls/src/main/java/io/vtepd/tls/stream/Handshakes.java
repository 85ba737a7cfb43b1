package io.vtepd.tls.stream;

import io.netty.channel.Channel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The TLS handshakes under way of one listener, oldest first. At the limit the listener accepts
 * nobody until one ends; one that is slow then has to go, so silent peers can't fill all places.
 *
 * <p>Confined to the listening socket's event loop.
 */
final class Handshakes {
  /** How long a handshake keeps its place when others wait; a far peer needs about a second. */
  static final long GRACE_MS = 2_000;

  private final int limit;
  private final Map<Channel, Long> startedMs = new LinkedHashMap<>();

  Handshakes(int limit) {
    this.limit = limit;
  }

  void begin(Channel channel, long nowMs) {
    startedMs.put(channel, nowMs);
  }

  void end(Channel channel) {
    startedMs.remove(channel);
  }

  int count() {
    return startedMs.size();
  }

  boolean isFull() {
    return startedMs.size() >= limit;
  }

  /** When the oldest one has had its grace; empty if nobody has to go. */
  OptionalLong evictionDueMs() {
    return isFull()
        ? OptionalLong.of(startedMs.values().iterator().next() + GRACE_MS)
        : OptionalLong.empty();
  }

  /** The one to drop now, if the places are taken and the oldest has had its grace. */
  Optional<Channel> evict(long nowMs) {
    OptionalLong dueMs = evictionDueMs();
    return dueMs.isPresent() && nowMs >= dueMs.getAsLong()
        ? Optional.of(startedMs.keySet().iterator().next())
        : Optional.empty();
  }
}
