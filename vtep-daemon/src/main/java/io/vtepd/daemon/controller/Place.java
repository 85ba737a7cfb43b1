package io.vtepd.daemon.controller;

import io.vtepd.vtep.IpField;
import io.vtepd.vtep.Ipv4Address;
import java.util.Objects;

/**
 * Behind which end of a tunnel a station is.
 *
 * @param ip that end, Physical_Locator.dst_ip
 * @param ipaddr the station's own address, if its VTEP knows it
 */
public record Place(Ipv4Address ip, IpField ipaddr) {

  public Place {
    Objects.requireNonNull(ip);
    Objects.requireNonNull(ipaddr);
  }

  static Place behind(Ipv4Address ip) {
    return new Place(ip, new IpField.Absent());
  }
}
