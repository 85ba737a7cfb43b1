package io.vtepd.bridge.feedback;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Faults that a driver found, in the words of vtep(5)'s fault columns.
 *
 * @param ofPorts by port name; a port without faults has no entry
 * @param ofSwitch of the switch as a whole
 */
public record SwitchFaults(Map<String, Set<String>> ofPorts, Set<String> ofSwitch) {

  public static final SwitchFaults NONE = new SwitchFaults(Map.of(), Set.of());

  public SwitchFaults {
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    ofPorts.forEach((port, faults) -> copy.put(port, Set.copyOf(faults)));
    ofPorts = Map.copyOf(copy);
    ofSwitch = Set.copyOf(ofSwitch);
  }
}
