package io.vtepd.lab.report;

import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lanes of a sequence diagram, as the picture stands: guests of the left hosts, their hosts,
 * routers, the other hosts, their guests.
 */
final class Lanes {

  /** With more lanes than these, guests that nothing came to or from have none. */
  static final int QUIET_LIMIT = 16;

  /** Lanes at all; what is between others is counted. */
  static final int LIMIT = 40;

  private final List<String> names = new ArrayList<>();
  private final Map<String, String> hostOfGuest = new HashMap<>();

  private Lanes() {}

  static Lanes of(Topology topology, Set<String> busy) {
    Lanes lanes = new Lanes();
    List<Host.SwitchHost> hosts = topology.switchHosts();
    int left = (hosts.size() + 1) / 2;
    int all = topology.nodeNames().size();
    for (int i = 0; i < hosts.size(); i++) {
      if (i == left) {
        lanes.middle(topology);
      }
      List<String> guests =
          hosts.get(i).guests().stream()
              .map(Guest::name)
              .filter(name -> all <= QUIET_LIMIT || busy.contains(name))
              .toList();
      String host = hosts.get(i).name();
      hosts.get(i).guests().forEach(guest -> lanes.hostOfGuest.put(guest.name(), host));
      if (i < left) {
        lanes.names.addAll(guests);
        lanes.names.add(host);
      } else {
        lanes.names.add(host);
        lanes.names.addAll(guests);
      }
    }
    if (hosts.size() <= left) {
      lanes.middle(topology);
    }
    if (lanes.names.size() > LIMIT) {
      lanes.names.subList(LIMIT, lanes.names.size()).clear();
    }
    return lanes;
  }

  private void middle(Topology topology) {
    topology.hostNames().stream()
        .filter(name -> topology.switchHost(name).isEmpty())
        .forEach(names::add);
  }

  List<String> names() {
    return List.copyOf(names);
  }

  /** The lane of a node, -1 when it has none. */
  int of(String node) {
    return names.indexOf(node);
  }

  /** The lane of a guest's host. */
  int ofHost(String guest) {
    return names.indexOf(hostOfGuest.getOrDefault(guest, ""));
  }
}
