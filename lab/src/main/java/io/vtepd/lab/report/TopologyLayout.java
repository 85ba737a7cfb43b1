package io.vtepd.lab.report;

import io.vtepd.lab.net.Plan;
import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything of a topology stands, from top to bottom: controllers, routers, hosts in file
 * order (those of one router beside each other), guests inside theirs, tunnels.
 */
final class TopologyLayout {

  static final double MARGIN = 12;
  static final double ROUTER_HEIGHT = 36;
  static final double LINK_HEIGHT = 92;
  static final double HEADER_HEIGHT = 30;
  static final double BRIDGE_HEIGHT = 22;
  static final double CABLE_HEIGHT = 26;
  static final double GUEST_HEIGHT = 46;
  static final double GAP = 12;
  static final double PADDING = 12;
  static final int GUESTS_A_ROW = 6;

  /** How far below a controller its lines turn. */
  static final double TURN = 40;

  /** Guests that are drawn; of more, each host shows its first and a number. */
  static final int GUEST_LIMIT = 24;

  /** A rectangle. */
  record Box(double x, double y, double width, double height) {
    double centre() {
      return x + width / 2;
    }

    double bottom() {
      return y + height;
    }
  }

  /** A guest in its place. */
  record GuestBox(Guest guest, Box box, int row) {}

  /** A host with its guests; {@code folded} more are not drawn. */
  record HostBox(
      Plan.Uplink uplink,
      Host.SwitchHost host,
      Box box,
      Box bridge,
      List<GuestBox> guests,
      int folded) {
    HostBox {
      guests = List.copyOf(guests);
    }

    HostBox downTo(double y) {
      Box taller = new Box(box.x(), box.y(), box.width(), y - box.y());
      return new HostBox(uplink, host, taller, bridge, guests, folded);
    }
  }

  private final Topology topology;
  private final Map<String, Box> controllers = new LinkedHashMap<>();
  private final Map<String, Box> routers = new LinkedHashMap<>();
  private final List<HostBox> hosts = new ArrayList<>();
  private double width = MARGIN;
  private double bottom;

  TopologyLayout(Topology topology) {
    this.topology = topology;
    List<String> others =
        topology.hostNames().stream()
            .filter(name -> topology.router(name).isEmpty() && topology.switchHost(name).isEmpty())
            .toList();
    Plan plan = new Plan("", topology);
    double top =
        MARGIN
            + (others.isEmpty() ? 0 : ROUTER_HEIGHT + LINK_HEIGHT / 2)
            + plan.trunks().size() * RouterCables.LEVEL;
    placeHosts(top + ROUTER_HEIGHT + LINK_HEIGHT);
    placeRouters(top);
    double x = MARGIN;
    for (String other : others) {
      double boxWidth =
          Math.max(
              TextWidth.of(other + " controller", 13) + 2 * PADDING, 2 * cableWords(plan, other));
      controllers.put(other, new Box(x, MARGIN, boxWidth, ROUTER_HEIGHT));
      x += boxWidth + 2 * GAP;
      width = Math.max(width, x);
    }
  }

  /** The room right of a controller's cable that its words take. */
  private static double cableWords(Plan plan, String controller) {
    return plan.uplinks().stream()
        .filter(uplink -> uplink.host().name().equals(controller))
        .mapToDouble(uplink -> TextWidth.of(RouterCables.far(uplink), 11))
        .max()
        .orElse(0);
  }

  private void placeHosts(double y) {
    List<String> routerNames = topology.routers().stream().map(Host.Router::name).toList();
    List<Plan.Uplink> uplinks =
        new Plan("", topology)
            .uplinks().stream()
                .filter(link -> topology.switchHost(link.host().name()).isPresent())
                .sorted(Comparator.comparingInt(link -> routerNames.indexOf(link.router())))
                .toList();
    int all = topology.guests().size();
    for (Plan.Uplink uplink : uplinks) {
      Host.SwitchHost machine = topology.switchHost(uplink.host().name()).orElseThrow();
      int most =
          all <= GUEST_LIMIT
              ? machine.guests().size()
              : Math.max(1, GUEST_LIMIT / Math.max(1, uplinks.size()));
      HostBox host = host(uplink, machine, width, y, most);
      hosts.add(host);
      width += host.box().width() + 2 * GAP;
      bottom = Math.max(bottom, host.box().bottom());
    }
    width += MARGIN - 2 * GAP;
    // Hosts end at one line: tunnels begin there.
    hosts.replaceAll(host -> host.downTo(bottom));
  }

  private static HostBox host(
      Plan.Uplink uplink, Host.SwitchHost host, double x, double y, int most) {
    List<Guest> shown = host.guests().subList(0, Math.min(most, host.guests().size()));
    int folded = host.guests().size() - shown.size();
    double guestWidth = 96;
    for (Guest guest : shown) {
      guestWidth = Math.max(guestWidth, TextWidth.of(guest.name(), 13) + 44);
      guestWidth = Math.max(guestWidth, TextWidth.of(address(guest), 11) + 16);
      guestWidth = Math.max(guestWidth, TextWidth.of(guest.port(), 10) * 2 + 12);
    }
    int columns = Math.max(1, Math.min(GUESTS_A_ROW, shown.size()));
    int rows = (shown.size() + columns - 1) / columns;
    double inner = columns * guestWidth + (columns - 1) * GAP;
    double title = TextWidth.of(host.name() + "  " + host.role().kind(), 14) + 20;
    double label = 2 * (TextWidth.of(host.underlay().toString(), 11) + 30);
    double ovsdb = 2 * (TextWidth.of("OVSDB, TLS 65535", 11) + 24);
    double boxWidth = Math.max(Math.max(inner, title), Math.max(label, ovsdb)) + 2 * PADDING;
    double start = x + (boxWidth - inner) / 2;
    Box bridge = new Box(x + PADDING, y + HEADER_HEIGHT, boxWidth - 2 * PADDING, BRIDGE_HEIGHT);
    List<GuestBox> guests = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      int row = i / columns;
      double guestX = start + (i % columns) * (guestWidth + GAP);
      double guestY = bridge.bottom() + CABLE_HEIGHT + row * (GUEST_HEIGHT + CABLE_HEIGHT);
      guests.add(
          new GuestBox(shown.get(i), new Box(guestX, guestY, guestWidth, GUEST_HEIGHT), row));
    }
    double height =
        HEADER_HEIGHT
            + BRIDGE_HEIGHT
            + rows * (GUEST_HEIGHT + CABLE_HEIGHT)
            + (folded > 0 ? 20 : 0)
            + PADDING;
    return new HostBox(uplink, host, new Box(x, y, boxWidth, height), bridge, guests, folded);
  }

  /** What stands in a guest's box under its name. */
  static String address(Guest guest) {
    return guest.ip()
        + (guest.vlan().isPresent() && guest.vlan().getAsInt() > 0
            ? " vlan " + guest.vlan().getAsInt()
            : "");
  }

  /** A router is as wide as what hangs on it, so that every cable falls straight. */
  private void placeRouters(double y) {
    for (Host.Router router : topology.routers()) {
      List<Box> below =
          hosts.stream()
              .filter(host -> host.uplink().router().equals(router.name()))
              .map(HostBox::box)
              .toList();
      double least = TextWidth.of(router.name() + " router", 14) + 2 * PADDING;
      double x = below.isEmpty() ? width : below.getFirst().x();
      double end = below.isEmpty() ? 0 : below.getLast().x() + below.getLast().width();
      routers.put(router.name(), new Box(x, y, Math.max(least, end - x), ROUTER_HEIGHT));
      width = Math.max(width, x + Math.max(least, end - x) + MARGIN);
    }
  }

  Map<String, Box> controllers() {
    return controllers;
  }

  Map<String, Box> routers() {
    return routers;
  }

  List<HostBox> hosts() {
    return hosts;
  }

  double width() {
    return width;
  }

  /** Where the lowest host ends. */
  double bottom() {
    return bottom;
  }
}
