package io.vtepd.bridge.desired;

import io.vtepd.vtep.IpField;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.PhysicalSwitch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where tunnels of a switch can end on its side: the usable addresses of Physical_Switch.tunnel_ips
 * in the column's order, which is that of their text. Frames are sent from the first one unless a
 * Tunnel row says another, and taken at all of them; controllers take the first one, too.
 */
record LocalAddresses(List<Ipv4Address> usable) {

  static final LocalAddresses NONE = new LocalAddresses(List.of());

  LocalAddresses {
    usable = List.copyOf(usable);
  }

  static LocalAddresses of(PhysicalSwitch row) {
    List<Ipv4Address> usable = new ArrayList<>();
    for (IpField field : row.tunnelIps()) {
      field.ipv4().filter(Ipv4Address::isUnicast).ifPresent(usable::add);
    }
    return new LocalAddresses(usable);
  }

  static Set<Problem> problems(PhysicalSwitch row) {
    Set<Problem> problems = new HashSet<>();
    boolean none = true;
    for (IpField field : row.tunnelIps()) {
      if (field.ipv4().filter(Ipv4Address::isUnicast).isPresent()) {
        none = false;
      } else {
        problems.add(new Problem.UnusableTunnelIp(row.uuid(), field.text()));
      }
    }
    if (none) {
      problems.add(new Problem.NoTunnelIp(row.uuid()));
    }
    return problems;
  }

  /** Where frames are sent from unless something else is said. */
  Optional<Ipv4Address> first() {
    return usable.stream().findFirst();
  }

  /** The other ones. */
  List<Ipv4Address> without(Ipv4Address ip) {
    return usable.stream().filter(each -> !each.equals(ip)).toList();
  }

  boolean contains(Ipv4Address ip) {
    return usable.contains(ip);
  }
}
