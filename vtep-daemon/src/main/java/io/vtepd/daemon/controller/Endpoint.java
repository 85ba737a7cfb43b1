package io.vtepd.daemon.controller;

import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import java.util.List;
import java.util.Objects;

/**
 * The end of a tunnel that nobody speaks OVSDB at, such as a hypervisor that is programmed by hand.
 *
 * @param macs the stations that are known to be behind it
 */
public record Endpoint(Ipv4Address ip, List<MacAddress> macs) {

  public Endpoint {
    Objects.requireNonNull(ip);
    macs = List.copyOf(macs);
  }
}
