package io.vtepd.tls.stream;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many channels each address has open, so that one host cannot take all places of a listener.
 * Of IPv6 the first 64 bits count: the rest is the host's to choose. Local sockets have no address
 * and no limit. Confined to one event loop.
 */
final class AddressCounts {
  private static final int IPV6_PREFIX_BYTES = 8;

  private final int limit;
  private final Map<ByteBuffer, Integer> counts = new HashMap<>();

  AddressCounts(int limit) {
    this.limit = limit;
  }

  /** Takes a place; false if the address has no more. */
  boolean take(SocketAddress address) {
    Optional<ByteBuffer> key = key(address);
    if (key.isEmpty()) {
      return true;
    }
    int count = counts.getOrDefault(key.get(), 0);
    if (count >= limit) {
      return false;
    }
    counts.put(key.get(), count + 1);
    return true;
  }

  /** Gives back a place that was taken. */
  void release(SocketAddress address) {
    key(address).ifPresent(key -> counts.computeIfPresent(key, (k, n) -> n == 1 ? null : n - 1));
  }

  /** Addresses that have a place. */
  int size() {
    return counts.size();
  }

  private static Optional<ByteBuffer> key(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return Optional.empty();
    }
    InetAddress ip = inet.getAddress();
    byte[] bytes = ip.getAddress();
    return Optional.of(
        ByteBuffer.wrap(
            ip instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_PREFIX_BYTES) : bytes));
  }
}
