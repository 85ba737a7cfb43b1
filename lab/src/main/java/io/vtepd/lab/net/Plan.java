package io.vtepd.lab.net;

import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.Ipv4Prefix;
import io.vtepd.lab.topology.Topology;
import java.util.ArrayList;
import java.util.List;

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
      Host.SwitchHost host, String router, String routerInterface, Ipv4Prefix gateway) {}

  public Netns namespace(String node) {
    return new Netns("vl" + tag + "-" + node);
  }

  public List<Netns> namespaces() {
    return topology.nodeNames().stream().map(this::namespace).toList();
  }

  /** The cables of all hosts, in file order. */
  public List<Uplink> uplinks() {
    List<Uplink> uplinks = new ArrayList<>();
    for (Host.SwitchHost host : topology.switchHosts()) {
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
