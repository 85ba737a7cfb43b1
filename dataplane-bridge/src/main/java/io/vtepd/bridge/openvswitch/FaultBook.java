package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.feedback.SwitchFaults;
import io.vtepd.tls.logging.LogValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The faults of one switch, with their reasons: each is logged when it comes and when it ends. */
final class FaultBook {

  private static final Logger LOG = LoggerFactory.getLogger(FaultBook.class);

  /**
   * @param port of which; empty for the switch as a whole
   * @param name as in vtep(5)'s fault columns
   */
  record Fault(Optional<String> port, String name) {
    Fault {
      Objects.requireNonNull(port);
      Objects.requireNonNull(name);
    }
  }

  private final String bridge;
  private Map<Fault, String> faults = Map.of();

  FaultBook(String bridge) {
    this.bridge = bridge;
  }

  /**
   * Takes the faults that there are now.
   *
   * @param now with the reason of each
   * @return whether there are others than before
   */
  boolean update(Map<Fault, String> now) {
    Map<Fault, String> before = faults;
    faults = Map.copyOf(now);
    now.forEach((fault, reason) -> {
      if (!before.containsKey(fault)) {
        LOG.warn(
            "event=fault bridge={} port={} fault={} cause={}",
            LogValue.of(bridge),
            LogValue.of(fault.port().orElse("-")),
            fault.name(),
            LogValue.of(reason));
      }
    });
    for (Fault fault : before.keySet()) {
      if (!now.containsKey(fault)) {
        LOG.info(
            "event=fault-cleared bridge={} port={} fault={}",
            LogValue.of(bridge),
            LogValue.of(fault.port().orElse("-")),
            fault.name());
      }
    }
    return !now.keySet().equals(before.keySet());
  }

  SwitchFaults faults() {
    Map<String, Set<String>> ofPorts = new HashMap<>();
    Set<String> ofSwitch = new HashSet<>();
    for (Fault fault : faults.keySet()) {
      fault
          .port()
          .map(port -> ofPorts.computeIfAbsent(port, any -> new HashSet<>()))
          .orElse(ofSwitch)
          .add(fault.name());
    }
    return new SwitchFaults(ofPorts, ofSwitch);
  }
}
