package io.vtepd.daemon.server;

import io.vtepd.daemon.metrics.Histogram;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How long a server takes for what. Any thread may record and read. */
public final class ServerTimes {

  private final ServerClock clock;
  private final Histogram turns = new Histogram();
  private final Histogram updateLag = new Histogram();
  private final Map<String, Histogram> requests = new ConcurrentHashMap<>();

  ServerTimes(ServerClock clock) {
    this.clock = clock;
  }

  /** Nanoseconds since any fixed moment, the same one for all who ask here. */
  long nowNs() {
    return clock.monotonicNs();
  }

  /** Turns of the owner, those on borrowed ownership included. */
  public Histogram turns() {
    return turns;
  }

  /** From the begin of the turn that commits until the system has taken the update. */
  public Histogram updateLag() {
    return updateLag;
  }

  /** From the receipt of requests to the end of their turn, by method. */
  public Map<String, Histogram> requests() {
    return new TreeMap<>(requests);
  }

  /** For a method that the server has: clients may not make up others. */
  Histogram request(String method) {
    return requests.computeIfAbsent(method, any -> new Histogram());
  }
}
