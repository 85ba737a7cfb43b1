package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.vtep.MacAddress;

/**
 * A port of the bridge.
 *
 * @param name interface name
 * @param config OFPPC bits; bit 0 is "administratively down"
 * @param state OFPPS bits; bit 0 is "no link", bit 2 is "live" for fast failover
 */
public record PortDescription(
    Ofport port, MacAddress macAddress, String name, int config, int state) {

  private static final int DOWN = 1;
  private static final int LIVE = 4;

  public boolean isLinkUp() {
    return (state & DOWN) == 0 && (config & DOWN) == 0;
  }

  /** Whether a fast-failover bucket that watches the port would be used. */
  public boolean isLive() {
    return (state & LIVE) != 0;
  }
}
