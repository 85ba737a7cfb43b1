package io.vtepd.daemon.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts and times since the start. Any thread may count and read. */
public final class ServerCounters {

  private final Map<ServerCounter, LongAdder> counts = new EnumMap<>(ServerCounter.class);

  private final Map<Limit, LongAdder> limitHits = new EnumMap<>(Limit.class);

  private final LimitLog limitLog;
  private final ServerTimes times;
  private final ChangeHistory history = new ChangeHistory();

  ServerCounters(ServerClock clock) {
    limitLog = new LimitLog(clock);
    times = new ServerTimes(clock);
    for (Limit limit : Limit.values()) {
      limitHits.put(limit, new LongAdder());
    }
    for (ServerCounter counter : ServerCounter.values()) {
      counts.put(counter, new LongAdder());
    }
  }

  /** The last transactions. */
  public ChangeHistory history() {
    return history;
  }

  /** How long what is counted takes. */
  public ServerTimes times() {
    return times;
  }

  void count(ServerCounter counter) {
    counts.get(counter).increment();
  }

  /** A limit has struck. */
  void hit(Limit limit) {
    limitHits.get(limit).increment();
  }

  /**
   * A limit has struck, and a request was refused because of it, which the log tells, too.
   *
   * @param value how far the limit lets it go
   * @param peer names who asked, fit for the log
   */
  void refused(Limit limit, long value, String peer) {
    hit(limit);
    count(ServerCounter.LIMIT_HITS);
    limitLog.refused(limit, value, peer);
  }

  /** How often each limit has struck a session; those of listeners have counters of their own. */
  public Map<Limit, Long> limitHits() {
    Map<Limit, Long> all = new EnumMap<>(Limit.class);
    limitHits.forEach((limit, count) -> all.put(limit, count.sum()));
    return all;
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
