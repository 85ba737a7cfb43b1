package io.vtepd.bridge.feedback;

import io.vtepd.tls.logging.LogValue;
import io.vtepd.vtep.Ipv4Address;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Since when each tunnel of a switch works, or not, and why not. The log tells when one comes up
 * and when it goes down; one that has just been made is down, which is no news.
 */
final class TunnelStates {

  private static final Logger LOG = LoggerFactory.getLogger(TunnelStates.class);

  private record State(boolean isUp, String cause, long sinceMs) {}

  private final Map<Ipv4Address, State> states = new TreeMap<>();

  void onUp(String switchName, Ipv4Address remote, long nowMs) {
    State before = states.get(remote);
    if (before == null || !before.isUp()) {
      states.put(remote, new State(true, "", nowMs));
      LOG.info("event=tunnel-up bridge={} remote={}", LogValue.of(switchName), remote);
    }
  }

  void onDown(String switchName, Ipv4Address remote, String cause, long nowMs) {
    State before = states.get(remote);
    boolean wasUp = before != null && before.isUp();
    long sinceMs = before == null || wasUp ? nowMs : before.sinceMs();
    states.put(remote, new State(false, cause, sinceMs));
    if (wasUp) {
      LOG.info(
          "event=tunnel-down bridge={} remote={} cause={}",
          LogValue.of(switchName),
          remote,
          LogValue.of(cause));
    }
  }

  /** The tunnel is not wanted any more. */
  void forget(Ipv4Address remote) {
    states.remove(remote);
  }

  List<TunnelStanding> standings(String switchName, long nowMs) {
    return states.entrySet().stream()
        .map(each ->
            new TunnelStanding(
                switchName,
                each.getKey(),
                each.getValue().isUp(),
                each.getValue().cause(),
                nowMs - each.getValue().sinceMs()))
        .toList();
  }
}
