package io.vtepd.bridge.feedback;

import io.vtepd.bridge.desired.BridgeEvents;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.vtep.Ipv4Address;
import java.util.Map;

/** What a driver tells of its switches beyond events. Called on the driver's owner thread. */
public interface SwitchReports extends BridgeEvents {

  /**
   * Everything that was there when the driver came to this switch has been told by events: what is
   * in the database and was not told is old. Told again after each reconnection to the switch.
   */
  void onSettled(String switchName);

  /**
   * The state of a tunnel's BFD session has changed.
   *
   * @param status as Tunnel.bfd_status has it; empty while no BFD runs
   */
  void onBfdStatus(String switchName, Ipv4Address remote, Map<String, String> status);

  /**
   * What bindings have carried since they are there; counts of one binding never go back.
   *
   * @param changed those that are not as they were told last
   */
  void onCounts(String switchName, Map<FactId.Binding, BindingCounts> changed);

  /** The faults that the switch has now, all of them. */
  void onFaults(String switchName, SwitchFaults faults);
}
