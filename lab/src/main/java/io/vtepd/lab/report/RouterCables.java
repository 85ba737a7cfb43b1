package io.vtepd.lab.report;

import io.vtepd.lab.net.Plan;
import io.vtepd.lab.report.TopologyLayout.Box;
import io.vtepd.lab.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws the cables between routers above them, one a level, and those of controllers. */
final class RouterCables {

  /** Height of a level. */
  static final double LEVEL = 26;

  private static final double SIZE = 11;

  /** A cable and where its ends are on the upper sides of their routers. */
  private record Line(Plan.Trunk trunk, double a, double b) {

    String label() {
      boolean leftIsA = a <= b;
      String left = (leftIsA ? trunk.aAddress() : trunk.bAddress()).toString();
      String right = (leftIsA ? trunk.bAddress() : trunk.aAddress()).toString();
      return trunk.device() + "  " + left + " to " + right;
    }

    double width() {
      return TextWidth.of(label(), SIZE) + 12;
    }

    double start() {
      return Math.max(TopologyLayout.MARGIN, (a + b - width()) / 2);
    }
  }

  private final Plan plan;
  private final TopologyLayout layout;
  private final List<Line> lines = new ArrayList<>();

  RouterCables(Topology topology, TopologyLayout layout) {
    this.plan = new Plan("", topology);
    this.layout = layout;
    Map<String, Integer> used = new HashMap<>();
    for (Plan.Trunk trunk : plan.trunks()) {
      lines.add(new Line(trunk, place(trunk.a(), used), place(trunk.b(), used)));
    }
  }

  private double place(String router, Map<String, Integer> used) {
    Box box = layout.routers().get(router);
    int number = used.merge(router, 1, Integer::sum);
    return box.x() + box.width() * number / (plan.trunksOf(router).size() + 1);
  }

  /** Where the last label ends: it may be wider than its cable. */
  double right() {
    return lines.stream()
        .mapToDouble(line -> line.start() + line.width() + TopologyLayout.MARGIN)
        .max()
        .orElse(0);
  }

  void draw(Markup out) {
    controllers(out);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      double top = layout.routers().get(line.trunk().a()).y();
      elbow(out, line.a(), top, level(top, i), line.b(), top, "cable");
    }
  }

  /** The words, over what else is drawn there. */
  void label(Markup out) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      double y = level(layout.routers().get(line.trunk().a()).y(), i);
      out.box(line.start(), y - 9, line.width(), 18, 9, "paper");
      out.word(line.start() + 6, y + 4, "start", "address", line.label());
    }
  }

  private static double level(double top, int index) {
    return top - LEVEL * (index + 1) + 12;
  }

  private void controllers(Markup out) {
    for (Plan.Uplink uplink : plan.uplinks()) {
      Box box = layout.controllers().get(uplink.host().name());
      if (box != null) {
        Box router = layout.routers().get(uplink.router());
        double x = box.centre();
        double end = Math.clamp(x, router.x() + 10, router.x() + router.width() - 10);
        elbow(out, x, box.bottom(), box.bottom() + TopologyLayout.TURN, end, router.y(), "cable");
        out.word(x + 6, box.bottom() + 13, "start", "address", uplink.host().underlay().toString());
        out.word(x + 6, box.bottom() + 26, "start", "address", far(uplink));
      }
    }
  }

  /** The router's end of a controller's cable. */
  static String far(Plan.Uplink uplink) {
    return uplink.routerInterface() + " " + uplink.gateway();
  }

  /** A line that goes up or down, across at {@code turn}, and on. */
  static void elbow(
      Markup out, double x, double y, double turn, double toX, double toY, String style) {
    if (x == toX) {
      out.line(x, y, x, toY, style);
      return;
    }
    out.line(x, y, x, turn, style);
    out.line(x, turn, toX, turn, style);
    out.line(toX, turn, toX, toY, style);
  }
}
