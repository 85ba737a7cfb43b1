package io.vtepd.lab.net;

import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.Ipv4Prefix;
import io.vtepd.lab.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names and addresses of a lab, decided before anything is built.
 *
 * @param tag tells the labs of one machine apart; part of every namespace's name
 */
public record Plan(String tag, Topology topology) {

  /** A guest's only interface, and a host's way to the underlay. */
  public static final String UPLINK = "eth0";

  /** The bridge that holds the uplink: a tunnel's source address must be on a bridge's own port. */
  public static final String UNDERLAY_BRIDGE = "br-phy";

  /**
   * A cable between a router and a host.
   *
   * @param routerInterface the interface on the router's side
   */
  public record Uplink(
      Host.Attached host, String router, String routerInterface, Ipv4Prefix gateway) {}

  /**
   * A switch between a port of a host's bridge and guests that share it, each in a VLAN.
   *
   * @param bridge its name in Open vSwitch
   * @param trunk its end of the cable to the port
   */
  public record Access(String port, String bridge, String trunk, List<Guest> guests) {
    public Access {
      guests = List.copyOf(guests);
    }
  }

  /** The ports that the bridge of a host has from the beginning, in file order. */
  public static List<String> attachedPorts(Host.SwitchHost host) {
    return host.guests().stream().filter(Guest::attached).map(Guest::port).distinct().toList();
  }

  /** The access switches of a host, in file order. */
  public static List<Access> accesses(Host.SwitchHost host) {
    Map<String, List<Guest>> ports = new LinkedHashMap<>();
    for (Guest guest : host.guests()) {
      if (guest.vlan().isPresent()) {
        ports.computeIfAbsent(guest.port(), _ -> new ArrayList<>()).add(guest);
      }
    }
    List<Access> accesses = new ArrayList<>();
    ports.forEach((port, guests) -> {
      int number = accesses.size() + 1;
      accesses.add(new Access(port, "vl-sw" + number, "vl-tr" + number, guests));
    });
    return accesses;
  }

  /** The host's end of a guest's cable. */
  public static String cableEnd(Host.SwitchHost host, Guest guest) {
    return guest.vlan().isPresent() ? "vl-g" + (host.guests().indexOf(guest) + 1) : guest.port();
  }

  public Netns namespace(String node) {
    return new Netns("vl" + tag + "-" + node);
  }

  public List<Netns> namespaces() {
    return topology.nodeNames().stream().map(this::namespace).toList();
  }

  /** The cables of all hosts, in file order. */
  public List<Uplink> uplinks() {
    List<Uplink> uplinks = new ArrayList<>();
    for (Host.Attached host : topology.attached()) {
      uplinks.add(
          new Uplink(host, host.via(), "p" + (uplinks.size() + 1), host.underlay().gateway()));
    }
    return uplinks;
  }

  /** The interfaces of a router. */
  public List<Uplink> uplinksOf(String router) {
    return uplinks().stream().filter(uplink -> uplink.router().equals(router)).toList();
  }
}
