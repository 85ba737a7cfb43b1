package io.vtepd.lab.report;

import java.util.List;

/** Draws tunnels under the hosts, one a level. */
final class TunnelPicture {

  /** Height of a tunnel's level. */
  static final double LEVEL = 36;

  private static final double SIZE = 11;
  private static final double GAP = 6;
  private static final int VNI_LIMIT = 6;

  private TunnelPicture() {}

  static void draw(List<TunnelLine> tunnels, Tenants tenants, double top, Markup out) {
    for (int i = 0; i < tunnels.size(); i++) {
      TunnelLine tunnel = tunnels.get(i);
      double y = top + LEVEL * (i + 1) - 8;
      out.empty(
          "path",
          "d",
          "M%1$s %3$sV%4$sQ%1$s %5$s %6$s %5$sH%7$sQ%2$s %5$s %2$s %4$sV%3$s"
              .formatted(
                  Markup.number(tunnel.left()),
                  Markup.number(tunnel.right()),
                  Markup.number(top),
                  Markup.number(y - 8),
                  Markup.number(y),
                  Markup.number(tunnel.left() + 8),
                  Markup.number(tunnel.right() - 8)),
          "class",
          "tunnel");
    }
    for (int i = 0; i < tunnels.size(); i++) {
      labels(tunnels.get(i), tenants, top + LEVEL * (i + 1) - 8, out);
    }
  }

  private static String vni(int vni) {
    return vni == TunnelLine.BFD ? "BFD" : "VNI " + vni;
  }

  /** The width of a label: a tenant has a letter, too. */
  private static double chip(int vni) {
    return TextWidth.of(vni(vni), SIZE) + (vni == TunnelLine.BFD ? 18 : 38);
  }

  private static List<Integer> shown(TunnelLine tunnel) {
    return tunnel.vnis().subList(0, Math.min(VNI_LIMIT, tunnel.vnis().size()));
  }

  private static String lead(TunnelLine tunnel) {
    int more = tunnel.vnis().size() - shown(tunnel).size();
    return more > 0 ? "VXLAN, and " + more + " more" : "VXLAN";
  }

  private static double width(TunnelLine tunnel) {
    double width = TextWidth.of(lead(tunnel), SIZE) + 16;
    for (int vni : shown(tunnel)) {
      width += chip(vni) + GAP;
    }
    return width;
  }

  /** Where the last label ends: it may be wider than its tunnel. */
  static double right(List<TunnelLine> tunnels) {
    return tunnels.stream()
        .mapToDouble(each -> start(each) + width(each) + TopologyLayout.MARGIN)
        .max()
        .orElse(0);
  }

  private static double start(TunnelLine tunnel) {
    double centre = (tunnel.left() + tunnel.right()) / 2;
    return Math.max(TopologyLayout.MARGIN, centre - width(tunnel) / 2);
  }

  private static void labels(TunnelLine tunnel, Tenants tenants, double y, Markup out) {
    double x = start(tunnel);
    out.box(x - 4, y - 11, width(tunnel) + 8, 22, 11, "paper");
    out.word(x + 4, y + 4, "start", "tunnelword", lead(tunnel));
    x += TextWidth.of(lead(tunnel), SIZE) + 12;
    for (int vni : shown(tunnel)) {
      double width = chip(vni);
      out.box(x, y - 10, width, 20, 10, "chip " + tenants.style(vni));
      if (vni != TunnelLine.BFD) {
        out.word(x + 13, y + 4, "middle", "letter", tenants.letter(vni));
      }
      out.word(x + width - 9, y + 4, "end", "vni", vni(vni));
      x += width + GAP;
    }
  }
}
