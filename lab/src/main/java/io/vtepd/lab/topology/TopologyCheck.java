package io.vtepd.lab.topology;

import io.vtepd.lab.yaml.Fields;
import io.vtepd.lab.yaml.Node;
import io.vtepd.lab.yaml.Position;
import io.vtepd.lab.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Checks what only the whole topology can tell: names, references, addresses. */
final class TopologyCheck {

  private record UnderlayUse(String host, Ipv4Prefix address, Position at) {}

  private final Problems problems;
  private final Map<String, Position> nodes = new HashMap<>();
  private final Map<String, Position> ports = new HashMap<>();
  private final Map<String, Position> vlans = new HashMap<>();
  private final Set<String> trunks = new HashSet<>();
  private final List<UnderlayUse> underlays = new ArrayList<>();
  private final Map<String, Position> ovns = new LinkedHashMap<>();
  private final List<Node.Scalar> vias = new ArrayList<>();
  private final Map<Set<String>, Position> links = new HashMap<>();
  private final List<Node.Scalar> linkEnds = new ArrayList<>();
  private final List<Node.Scalar> tunnelEnds = new ArrayList<>();

  TopologyCheck(Problems problems) {
    this.problems = problems;
  }

  /** A host or guest: one name stands for one of them, as a namespace is named after it. */
  void node(String name, String what, Position at) {
    Position first = nodes.putIfAbsent(name, at);
    if (first != null) {
      problems.add(at, Fields.twice(what, name, first, "Rename one."));
    }
  }

  /** A port belongs to one guest, or to several that all have VLANs of their own on it. */
  void port(String host, Node.Scalar port, OptionalInt vlan) {
    Position first = ports.putIfAbsent(host + " " + port.text(), port.at());
    if (first != null && (vlan.isEmpty() || !trunks.contains(host + " " + port.text()))) {
      String remedy = "Rename one, or give each guest a \"vlan\".";
      problems.add(port.at(), Fields.twice("port", port.text(), first, remedy));
      return;
    }
    if (vlan.isPresent()) {
      trunks.add(host + " " + port.text());
      String tag = port.text() + " " + vlan.getAsInt();
      Position same = vlans.putIfAbsent(host + " " + tag, port.at());
      if (same != null) {
        problems.add(port.at(), Fields.twice("port and vlan", tag, same, "Change one."));
      }
    }
  }

  /** An access switch is made together with its port. */
  void alwaysAttached(Node.Scalar vlan) {
    problems.add(
        vlan.at(), "a guest with a \"vlan\" is always attached. Remove \"vlan\" or \"attached\".");
  }

  void underlay(String host, Ipv4Prefix address, Position at) {
    for (UnderlayUse other : underlays) {
      String first = "\" (line " + other.at.line() + ")";
      if (other.address.bits() == address.bits()) {
        problems.add(
            at,
            "underlay address "
                + address.address()
                + " is also that of \""
                + other.host
                + first
                + ". Change one.");
      } else if (other.address.network().equals(address.network())) {
        problems.add(
            at,
            "underlay network "
                + address.network()
                + " is also that of \""
                + other.host
                + first
                + ". The underlay is routed: give each host its own.");
      }
    }
    underlays.add(new UnderlayUse(host, address, at));
  }

  void via(Node.Scalar router) {
    vias.add(router);
  }

  /** A cable between two routers. */
  void link(String router, Node.Scalar other) {
    if (router.equals(other.text())) {
      problems.add(other.at(), "router \"" + router + "\" is linked to itself. Remove that.");
      return;
    }
    Position first = links.putIfAbsent(Set.of(router, other.text()), other.at());
    if (first != null) {
      problems.add(
          other.at(), Fields.twice("link", router + " " + other.text(), first, "Remove one."));
    }
    linkEnds.add(other);
  }

  void tunnelEnd(Node.Scalar host) {
    tunnelEnds.add(host);
  }

  /** A host that runs OVN. */
  void ovn(String host, Position at) {
    ovns.put(host, at);
  }

  /** References, once all hosts are known. */
  void whole(Topology topology) {
    List<String> routers = topology.routers().stream().map(Host.Router::name).toList();
    for (Node.Scalar via : vias) {
      if (!routers.contains(via.text())) {
        problems.add(
            via.at(),
            "\"via\" names \""
                + via.text()
                + "\", which is no router here. "
                + (routers.isEmpty()
                    ? "Add a host of kind router."
                    : "Use " + String.join(" or ", routers) + "."));
      }
    }
    int gateways = topology.vteps().size();
    if (gateways != 1 || ovns.size() > 1) {
      ovns.forEach((host, at) ->
          problems.add(
              at,
              "host \""
                  + host
                  + "\" runs OVN, which the lab connects to one gateway. Keep one host of kind ovn"
                  + " and one of kind vtep or reference."));
    }
    for (Node.Scalar end : linkEnds) {
      if (!routers.contains(end.text())) {
        problems.add(
            end.at(),
            "link to \""
                + end.text()
                + "\", which is no router here. Use one of "
                + String.join(", ", routers)
                + ".");
      }
    }
    for (Node.Scalar end : tunnelEnds) {
      if (topology.switchHost(end.text()).isEmpty()) {
        problems.add(
            end.at(),
            "tunnel to \""
                + end.text()
                + "\", which is no host with a switch. Use one of "
                + String.join(
                    ", ", topology.switchHosts().stream().map(Host.SwitchHost::name).toList())
                + ".");
      }
    }
  }
}
