package io.vtepd.bridge.feedback;

import io.vtepd.bridge.desired.BridgeEvents;

/** What a driver tells of its switches beyond events. Called on the driver's owner thread. */
public interface SwitchReports extends BridgeEvents {

  /**
   * Everything that was there when the driver came to this switch has been told by events: what is
   * in the database and was not told is old. Told again after each reconnection to the switch.
   */
  void onSettled(String switchName);

  /** The faults that the switch has now, all of them. */
  void onFaults(String switchName, SwitchFaults faults);
}
