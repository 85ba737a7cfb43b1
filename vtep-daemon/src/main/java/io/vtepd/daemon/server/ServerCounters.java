package io.vtepd.daemon.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts since the start. Any thread may count and read. */
public final class ServerCounters {

  private final Map<ServerCounter, LongAdder> counts = new EnumMap<>(ServerCounter.class);

  ServerCounters() {
    for (ServerCounter counter : ServerCounter.values()) {
      counts.put(counter, new LongAdder());
    }
  }

  void count(ServerCounter counter) {
    counts.get(counter).increment();
  }

  public long get(ServerCounter counter) {
    return counts.get(counter).sum();
  }

  /** All counts at one moment. */
  public Map<ServerCounter, Long> all() {
    Map<ServerCounter, Long> all = new EnumMap<>(ServerCounter.class);
    counts.forEach((counter, count) -> all.put(counter, count.sum()));
    return all;
  }
}
