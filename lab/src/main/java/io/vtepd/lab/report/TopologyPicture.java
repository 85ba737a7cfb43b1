package io.vtepd.lab.report;

import io.vtepd.lab.report.TopologyLayout.Box;
import io.vtepd.lab.report.TopologyLayout.GuestBox;
import io.vtepd.lab.report.TopologyLayout.HostBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws a topology: cables solid with interface and address at their own ends, tunnels dashed with
 * their VNIs, TLS dotted.
 */
final class TopologyPicture {

  /** Small pictures are shown somewhat larger than they are laid out. */
  private static final double SCALE = 1.3;

  private final RunRecord run;
  private final Tenants tenants;
  private final TopologyLayout layout;
  private final RouterCables routerCables;
  private final Markup out = new Markup();

  private TopologyPicture(RunRecord run, Tenants tenants) {
    this.run = run;
    this.tenants = tenants;
    this.layout = new TopologyLayout(run.scenario().topology());
    this.routerCables = new RouterCables(run.scenario().topology(), layout);
  }

  /** The picture as an SVG element. */
  static String draw(RunRecord run, Tenants tenants) {
    return new TopologyPicture(run, tenants).svg();
  }

  private String svg() {
    List<TunnelLine> tunnels = TunnelLine.of(run, layout);
    double height = layout.bottom() + tunnels.size() * TunnelPicture.LEVEL + 24;
    double width = Math.max(layout.width(), TunnelPicture.right(tunnels));
    width = Math.max(width, routerCables.right());
    out.open(
        "svg",
        "class",
        "topology",
        "viewBox",
        "0 0 " + Markup.number(width) + " " + Markup.number(height),
        "width",
        width * SCALE,
        "height",
        height * SCALE,
        "role",
        "img",
        "aria-label",
        "Topology of " + run.scenario().name());
    cables();
    routerCables.draw(out);
    conversations();
    routerCables.label(out);
    layout.controllers().forEach((name, box) -> node(box, name, "controller"));
    layout.routers().forEach((name, box) -> node(box, name, "router"));
    layout.hosts().forEach(this::host);
    TunnelPicture.draw(tunnels, tenants, layout.bottom(), out);
    return out.close("svg").toString();
  }

  private void node(Box box, String name, String kind) {
    out.box(box.x(), box.y(), box.width(), box.height(), 8, "node " + kind);
    out.open(
        "text", "x", box.centre(), "y", box.y() + 23, "text-anchor", "middle", "class", "name");
    out.text(name + " ").element("tspan", kind, "class", "kind").close("text");
  }

  private void cables() {
    for (HostBox host : layout.hosts()) {
      Box router = layout.routers().get(host.uplink().router());
      double x = host.box().centre();
      out.line(x, router.bottom(), x, host.box().y(), "cable");
      out.word(x + 6, router.bottom() + 15, "start", "port", host.uplink().routerInterface());
      out.word(x + 6, router.bottom() + 29, "start", "address", host.uplink().gateway().toString());
      out.word(x + 6, host.box().y() - 8, "start", "address", host.host().underlay().toString());
    }
  }

  /** OVSDB connections: dotted with TLS, thin and solid without. */
  private void conversations() {
    Map<String, String> nodes = Conversation.nodes(run.scenario().topology());
    Map<String, Integer> drawn = new HashMap<>();
    for (Conversation each : Conversation.of(run.messages(), nodes)) {
      for (HostBox host : layout.hosts()) {
        Box other = box(each.client().equals(host.host().name()) ? each.server() : each.client());
        boolean isEnd =
            each.client().equals(host.host().name()) || each.server().equals(host.host().name());
        int index = drawn.getOrDefault(host.host().name(), 0);
        if (isEnd && other != null && index < 3) {
          drawn.put(host.host().name(), index + 1);
          conversation(each, host.box(), other, index);
        }
      }
    }
  }

  private Box box(String node) {
    return layout.routers().getOrDefault(node, layout.controllers().get(node));
  }

  private void conversation(Conversation each, Box host, Box other, int index) {
    double x = host.centre() - 14 - index * 12;
    String style = each.isTls() ? "ovsdb tls" : "ovsdb";
    if (layout.controllers().containsValue(other)) {
      // Behind the router, from a controller that stands anywhere above.
      double from = other.centre() - 14 - index * 12;
      double turn = other.bottom() + TopologyLayout.TURN - 6;
      RouterCables.elbow(out, from, other.bottom(), turn, x, host.y(), style);
    } else {
      out.line(x, other.bottom(), x, host.y(), style);
    }
    String label = (each.isTls() ? "OVSDB, TLS " : "OVSDB, TCP ") + each.port();
    out.word(
        host.centre() - 14 - 2 * 12 - 6, host.y() - 12 - index * 16, "end", "ovsdbword", label);
  }

  private void host(HostBox host) {
    Box box = host.box();
    out.box(box.x(), box.y(), box.width(), box.height(), 10, "host " + host.host().role().kind());
    out.open("text", "x", box.x() + 12, "y", box.y() + 20, "class", "name");
    out.text(host.host().name() + " ");
    out.element("tspan", host.host().role().kind(), "class", "kind").close("text");
    Box bridge = host.bridge();
    out.box(bridge.x(), bridge.y(), bridge.width(), bridge.height(), 4, "bridge");
    out.word(bridge.centre(), bridge.y() + 15, "middle", "port", host.host().bridge());
    host.guests().forEach(guest -> guest(bridge, guest));
    if (host.folded() > 0) {
      out.word(
          box.centre(),
          box.bottom() - 12,
          "middle",
          "more",
          "and " + host.folded() + " more guests");
    }
  }

  private void guest(Box bridge, GuestBox each) {
    Box box = each.box();
    int vni = tenants.vni(each.guest().name());
    double x = box.centre();
    double from = each.row() == 0 ? bridge.bottom() : box.y() - TopologyLayout.CABLE_HEIGHT;
    out.line(x, from, x, box.y(), "cable");
    out.word(x + 5, box.y() - 8, "start", "port", each.guest().port());
    out.box(box.x(), box.y(), box.width(), box.height(), 7, "guest " + tenants.style(vni));
    String letter = tenants.letter(vni);
    double left = box.x() + 10;
    if (!letter.isEmpty()) {
      out.empty(
          "circle",
          "cx",
          box.x() + 17,
          "cy",
          box.y() + 16,
          "r",
          9.0,
          "class",
          "chip " + tenants.style(vni));
      out.word(box.x() + 17, box.y() + 20, "middle", "letter", letter);
      left = box.x() + 31;
    }
    out.word(left, box.y() + 20, "start", "name", each.guest().name());
    out.word(box.x() + 10, box.y() + 38, "start", "address", TopologyLayout.address(each.guest()));
  }
}
