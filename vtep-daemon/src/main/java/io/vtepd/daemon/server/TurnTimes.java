package io.vtepd.daemon.server;

import io.vtepd.daemon.metrics.Histogram;

/**
 * Takes the time of the owner's turns and of the requests in them: the clock is read twice a turn,
 * and nothing is allocated. Belongs to the owner.
 */
final class TurnTimes {

  private final ServerTimes times;
  private final Histogram[] methods;
  private final long[] receivedNs;
  private int requests;
  private long beganNs;

  /**
   * @param mostRequests of a turn
   */
  TurnTimes(ServerTimes times, int mostRequests) {
    this.times = times;
    this.methods = new Histogram[mostRequests];
    this.receivedNs = new long[mostRequests];
  }

  void begin() {
    beganNs = times.nowNs();
    requests = 0;
  }

  /** When the turn began. */
  long beganNs() {
    return beganNs;
  }

  /** A request was executed. */
  void executed(Histogram method, long received) {
    methods[requests] = method;
    receivedNs[requests++] = received;
  }

  /** What was answered in this turn is on its way to the I/O threads. */
  void end() {
    long nowNs = times.nowNs();
    times.turns().record(nowNs - beganNs);
    for (int i = 0; i < requests; i++) {
      methods[i].record(nowNs - receivedNs[i]);
    }
  }
}
