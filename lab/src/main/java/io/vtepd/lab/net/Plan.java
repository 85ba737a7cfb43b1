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

  /** 172.31.0.0, where networks of cables between routers begin. */
  private static final int TRUNK_NETWORKS = 172 << 24 | 31 << 16;

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
      Host.Attached host, String router, String routerInterface, Ipv4Prefix gateway) {

    /** Where the host's end of a slow cable comes to its middle. */
    public String lineHostEnd() {
      return routerInterface + "-host";
    }

    /** Where the router's end does. */
    public String lineRouterEnd() {
      return routerInterface + "-router";
    }

    /** What joins them, unless a delay line does. */
    public String lineBridge() {
      return routerInterface + "-line";
    }
  }

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

  /** Where the middle of slow cables is; no node's name begins like this. */
  public Netns lineNamespace() {
    return namespace("_line");
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

  /**
   * A cable between two routers.
   *
   * @param device the interface on both sides
   */
  public record Trunk(String a, Ipv4Prefix aAddress, String b, Ipv4Prefix bAddress, String device) {

    /** Whether it ends at that router. */
    public boolean endsAt(String router) {
      return a.equals(router) || b.equals(router);
    }

    /** The other end's router. */
    public String beyond(String router) {
      return a.equals(router) ? b : a;
    }

    /** The address of that router's end. */
    public Ipv4Prefix addressOf(String router) {
      return a.equals(router) ? aAddress : bAddress;
    }
  }

  /** The cables between routers, in file order; each has a network of its own. */
  public List<Trunk> trunks() {
    List<Trunk> trunks = new ArrayList<>();
    for (Host.Router router : topology.routers()) {
      for (String other : router.links()) {
        int network = TRUNK_NETWORKS + 4 * trunks.size();
        trunks.add(
            new Trunk(
                router.name(),
                new Ipv4Prefix(network + 1, 30),
                other,
                new Ipv4Prefix(network + 2, 30),
                "l" + (trunks.size() + 1)));
      }
    }
    return trunks;
  }

  /** The cables of a router to others. */
  public List<Trunk> trunksOf(String router) {
    return trunks().stream().filter(trunk -> trunk.endsAt(router)).toList();
  }

  /** The interfaces of a router and what each leads to, hosts and routers. */
  public Map<String, String> interfacesOf(String router) {
    Map<String, String> interfaces = new LinkedHashMap<>();
    uplinksOf(router).forEach(it -> interfaces.put(it.routerInterface(), it.host().name()));
    trunksOf(router).forEach(it -> interfaces.put(it.device(), it.beyond(router)));
    return interfaces;
  }

  /** The interfaces of a router. */
  public List<Uplink> uplinksOf(String router) {
    return uplinks().stream().filter(uplink -> uplink.router().equals(router)).toList();
  }
}
