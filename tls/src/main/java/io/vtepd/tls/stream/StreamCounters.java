package io.vtepd.tls.stream;

import io.vtepd.tls.context.TlsFailure;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all listeners and dials of a {@link Transport} have refused since the start; unlike {@link
 * Listener#counts} it outlives each of them. Any thread may count and read.
 */
public final class StreamCounters {
  private final Map<StreamLimit, LongAdder> limits = new EnumMap<>(StreamLimit.class);
  private final Map<TlsFailure, LongAdder> failures = new EnumMap<>(TlsFailure.class);

  /** Begins at zero. */
  public StreamCounters() {
    for (StreamLimit limit : StreamLimit.values()) {
      limits.put(limit, new LongAdder());
    }
    for (TlsFailure failure : TlsFailure.values()) {
      failures.put(failure, new LongAdder());
    }
  }

  void hit(StreamLimit limit) {
    limits.get(limit).increment();
  }

  void failed(TlsFailure failure) {
    failures.get(failure).increment();
    if (failure == TlsFailure.TIMEOUT) {
      hit(StreamLimit.HANDSHAKE_MS);
    }
  }

  /** How often each limit has struck. */
  public Map<StreamLimit, Long> limitHits() {
    Map<StreamLimit, Long> all = new EnumMap<>(StreamLimit.class);
    limits.forEach((limit, count) -> all.put(limit, count.sum()));
    return all;
  }

  /** How many handshakes have failed, by cause, in both directions. */
  public Map<TlsFailure, Long> tlsFailures() {
    Map<TlsFailure, Long> all = new EnumMap<>(TlsFailure.class);
    failures.forEach((failure, count) -> all.put(failure, count.sum()));
    return all;
  }
}
