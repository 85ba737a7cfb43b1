package io.vtepd.lab.net;

import io.vtepd.lab.topology.BitRate;
import io.vtepd.lab.topology.Cable;
import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scripts that lay cables and give addresses. Every cable lies between two namespaces of the
 * lab: the machine's own namespace never sees one, and removing the namespaces removes them all.
 */
public final class Wiring {

  /** What a guest may send over a 1500 byte underlay: less the VXLAN header's 50. */
  private static final int GUEST_MTU = 1450;

  /** Longer than any lab: a guest that is not asked stays silent, so that "unseen" means it. */
  private static final int SILENCE_SECONDS = 86_400;

  /** How long frames wait for a slow cable before they are dropped, for tc. */
  private static final String QUEUE = "100ms";

  /** Frames under way in a netem, as many as in a delay line. */
  private static final int NETEM_FRAMES = 20_000;

  private final Plan plan;
  private final Delays delays;

  public Wiring(Plan plan, Delays delays) {
    this.plan = plan;
    this.delays = delays;
  }

  /** All namespaces: those of nodes, and that in the middle of slow cables if there are any. */
  public List<Netns> namespaces() {
    List<Netns> namespaces = new ArrayList<>(plan.namespaces());
    if (!slowed().isEmpty()) {
      namespaces.add(plan.lineNamespace());
    }
    return List.copyOf(namespaces);
  }

  /** Input of {@code ip -batch}: all cables. */
  public String cables() {
    StringBuilder batch = new StringBuilder();
    for (Plan.Uplink uplink : plan.uplinks()) {
      if (plan.topology().nic().isPresent()) {
        batch.append(
            "link set dev %s netns %s name %s%n"
                .formatted(
                    plan.topology().nic().get(),
                    plan.namespace(uplink.host().name()).name(),
                    Plan.UPLINK));
        continue;
      }
      if (slowed().contains(uplink)) {
        Netns line = plan.lineNamespace();
        Netns host = plan.namespace(uplink.host().name());
        Netns router = plan.namespace(uplink.router());
        cable(batch, host, Plan.UPLINK, line, uplink.lineHostEnd());
        cable(batch, router, uplink.routerInterface(), line, uplink.lineRouterEnd());
      } else {
        cable(batch, uplink.host().name(), Plan.UPLINK, uplink.router(), uplink.routerInterface());
      }
    }
    for (Plan.Trunk trunk : plan.trunks()) {
      cable(batch, trunk.a(), trunk.device(), trunk.b(), trunk.device());
    }
    for (Host.SwitchHost host : plan.topology().switchHosts()) {
      for (Guest guest : host.guests()) {
        cable(batch, guest.name(), Plan.UPLINK, host.name(), Plan.cableEnd(host, guest));
      }
      for (Plan.Access access : Plan.accesses(host)) {
        cable(batch, host.name(), access.trunk(), host.name(), access.port());
      }
    }
    return batch.toString();
  }

  private void cable(StringBuilder batch, String a, String aPort, String b, String bPort) {
    cable(batch, plan.namespace(a), aPort, plan.namespace(b), bPort);
  }

  private static void cable(StringBuilder batch, Netns a, String aPort, Netns b, String bPort) {
    batch.append(
        "link add %s netns %s type veth peer name %s netns %s%n"
            .formatted(aPort, a.name(), bPort, b.name()));
  }

  private List<Plan.Uplink> slowed() {
    List<Host.Attached> hosts = plan.topology().slowed();
    return plan.uplinks().stream().filter(uplink -> hosts.contains(uplink.host())).toList();
  }

  /**
   * For the namespace in the middle of slow cables; empty without any. There, and not at the hosts'
   * ends: Open vSwitch removes what it finds of traffic control on its ports.
   */
  public String middle() {
    StringBuilder script = new StringBuilder();
    for (Plan.Uplink uplink : slowed()) {
      Cable cable = uplink.host().cable();
      for (String end : List.of(uplink.lineHostEnd(), uplink.lineRouterEnd())) {
        script.append(up(end)).append(slow(cable, end));
      }
      if (delays != Delays.LINE || cable.delay().isEmpty()) {
        script.append(
            "ip link add %1$s type bridge mcast_snooping 0%nip link set %1$s up%n"
                .formatted(uplink.lineBridge()));
        for (String end : List.of(uplink.lineHostEnd(), uplink.lineRouterEnd())) {
          script.append("ip link set %s master %s%n".formatted(end, uplink.lineBridge()));
        }
      }
    }
    return script.isEmpty() ? "" : common() + script;
  }

  /** What leaves there waits: in a tbf for the rate, in a netem for the delay if the kernel can. */
  private String slow(Cable cable, String device) {
    StringBuilder script = new StringBuilder();
    String parent = "root handle 1:";
    if (delays == Delays.NETEM && cable.delay().isPresent()) {
      script.append(
          "tc qdisc add dev %s %s netem delay %dms limit %d%n"
              .formatted(device, parent, cable.delay().get().toMillis(), NETEM_FRAMES));
      parent = "parent 1:1 handle 10:";
    }
    if (cable.rate().isPresent()) {
      BitRate rate = cable.rate().get();
      script.append(
          "tc qdisc add dev %s %s tbf rate %dbit burst %d latency %s%n"
              .formatted(device, parent, rate.bitsPerSecond(), rate.burstBytes(), QUEUE));
    }
    return script.toString();
  }

  /** A shell script for each node's namespace, before any switch runs. */
  public Map<String, String> scripts() {
    Map<String, String> scripts = new LinkedHashMap<>();
    for (Host host : plan.topology().hosts()) {
      switch (host) {
        case Host.Router router -> scripts.put(router.name(), router(router));
        case Host.Controller controller -> scripts.put(controller.name(), controller(controller));
        case Host.SwitchHost machine -> {
          scripts.put(machine.name(), machine(machine));
          machine.guests().forEach(guest -> scripts.put(guest.name(), guest(guest)));
        }
      }
    }
    return scripts;
  }

  private String router(Host.Router router) {
    StringBuilder script = new StringBuilder(common());
    script.append("echo 1 > /proc/sys/net/ipv4/ip_forward\n");
    for (Plan.Uplink uplink : plan.uplinksOf(router.name())) {
      script.append(up(uplink.routerInterface()));
      script.append(
          "ip addr add %s dev %s%n".formatted(uplink.gateway(), uplink.routerInterface()));
    }
    for (Plan.Trunk trunk : plan.trunksOf(router.name())) {
      script.append(up(trunk.device()));
      script.append(
          "ip addr add %s dev %s%n".formatted(trunk.addressOf(router.name()), trunk.device()));
      // A path whose cable is pulled out at its other end is no path.
      script.append(
          "echo 1 > /proc/sys/net/ipv4/conf/%s/ignore_routes_with_linkdown%n"
              .formatted(trunk.device()));
    }
    return script + new Routes(plan).of(router.name());
  }

  private static String controller(Host.Controller host) {
    return common()
        + up(Plan.UPLINK)
        + "ip addr add %s dev %s%n".formatted(host.underlay(), Plan.UPLINK)
        + "ip route add default via %s%n".formatted(host.underlay().gateway().address());
  }

  private static String machine(Host.SwitchHost host) {
    StringBuilder script = new StringBuilder(common());
    // The kernel hears what the uplink brings, too: only the bridge's own port may answer.
    script.append("echo 1 > /proc/sys/net/ipv4/conf/all/arp_ignore\n");
    script.append("echo 1 > /proc/sys/net/ipv4/conf/%s/rp_filter%n".formatted(Plan.UPLINK));
    script.append(up(Plan.UPLINK));
    for (Guest guest : host.guests()) {
      // An interface that nobody has attached yet is down, as a new one is.
      String end = Plan.cableEnd(host, guest);
      script.append(guest.attached() ? up(end) : offload(end));
    }
    for (Plan.Access access : Plan.accesses(host)) {
      script.append(up(access.trunk())).append(up(access.port()));
    }
    return script.toString();
  }

  private static String guest(Guest guest) {
    return common()
        + "ip link set %s address %s mtu %d%n".formatted(Plan.UPLINK, guest.mac(), GUEST_MTU)
        + up(Plan.UPLINK)
        + "ip addr add %s dev %s%n".formatted(guest.ip(), Plan.UPLINK)
        // A station whose cable is put in tells so, as machines that move do.
        + "echo 1 > /proc/sys/net/ipv4/conf/%s/arp_notify%n".formatted(Plan.UPLINK)
        + "echo %d > /proc/sys/net/ipv4/neigh/%s/delay_first_probe_time%n"
            .formatted(SILENCE_SECONDS, Plan.UPLINK);
  }

  /** The underlay address of a host, once its bridge is there. */
  public static String underlay(Plan.Uplink uplink) {
    return "ip link set %1$s up%nip addr replace %2$s dev %1$s%nip route replace default via %3$s%n"
            .formatted(Plan.UNDERLAY_BRIDGE, uplink.host().underlay(), uplink.gateway().address())
        + offload(Plan.UNDERLAY_BRIDGE);
  }

  private static String common() {
    return """
    ip link set lo up
    for each in all default; do
      echo 1 > /proc/sys/net/ipv6/conf/$each/disable_ipv6 2>/dev/null || true
    done
    """;
  }

  private static String up(String port) {
    return "ip link set %s up%n".formatted(port) + offload(port);
  }

  /**
   * Without this, ping works and TCP does not: a userspace switch passes half-made checksums on.
   */
  private static String offload(String port) {
    return "ethtool -K %s tx off >/dev/null%n".formatted(port);
  }
}
