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
    Ofport port, MacAddress macAddress, String name, int config, int state) {}
