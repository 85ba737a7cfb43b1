package io.vtepd.bridge.openvswitch;

import java.util.Objects;

/**
 * How one switch stands at a moment.
 *
 * @param name of the Physical_Switch and its bridge
 * @param isThere whether Open vSwitch has the bridge
 * @param isConnected whether its OpenFlow connection is up
 * @param isSettled whether it has confirmed everything that is desired
 * @param flowsWanted flows that the database asks for
 * @param flowsInstalled those that the switch has confirmed; 0 while there is no connection
 * @param flowsRefused those that it does not take
 */
public record SwitchStanding(
    String name,
    boolean isThere,
    boolean isConnected,
    boolean isSettled,
    int flowsWanted,
    int flowsInstalled,
    int flowsRefused) {

  public SwitchStanding {
    Objects.requireNonNull(name);
  }
}
