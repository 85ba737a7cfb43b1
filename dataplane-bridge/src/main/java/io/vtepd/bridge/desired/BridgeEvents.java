package io.vtepd.bridge.desired;

/** Takes what drivers report. Called on the driver's owner thread; must return at once. */
public interface BridgeEvents {

  /**
   * Something happened on a switch.
   *
   * @param switchName Physical_Switch.name, that of the bridge
   */
  void onEvent(String switchName, BridgeEvent event);
}
