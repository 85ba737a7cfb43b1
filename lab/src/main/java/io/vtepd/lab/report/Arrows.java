package io.vtepd.lab.report;

import io.vtepd.lab.packet.Hop;
import io.vtepd.lab.packet.Journey;
import io.vtepd.lab.packet.OvsdbMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes arrows of what travelled: frames and OVSDB messages on one axis. */
final class Arrows {

  private static final int DETAIL_LIMIT = 8;

  private final Lanes lanes;
  private final Tenants tenants;
  private final Map<String, String> nodes;

  private Arrows(Lanes lanes, Tenants tenants, Map<String, String> nodes) {
    this.lanes = lanes;
    this.tenants = tenants;
    this.nodes = nodes;
  }

  /** All arrows of a run in order of time; what has no lane has no arrow. */
  static List<Arrow> of(RunRecord run, Lanes lanes, Tenants tenants) {
    Arrows arrows = new Arrows(lanes, tenants, Conversation.nodes(run.scenario().topology()));
    List<Arrow> all = new ArrayList<>();
    run.journeys().forEach(journey -> arrows.arrow(journey).ifPresent(all::add));
    run.messages().forEach(message -> arrows.arrow(message).ifPresent(all::add));
    all.sort(Comparator.comparingLong(Arrow::timeUs));
    return all;
  }

  /** Guests that frames were at. */
  static Set<String> busy(RunRecord run) {
    Set<String> busy = new HashSet<>();
    run.journeys().forEach(journey -> busy.addAll(journey.guests()));
    return busy;
  }

  private Optional<Arrow> arrow(OvsdbMessage message) {
    int from = lane(message.source());
    int to = lane(message.destination());
    if (from < 0 || to < 0 || from == to) {
      return Optional.empty();
    }
    String tag = message.isTls() ? "TLS" : "OVSDB";
    return Optional.of(
        new Arrow(
            message.timeUs(),
            from,
            List.of(to),
            List.of(),
            false,
            message.label(),
            tag,
            message.isTls() ? "tls" : "ovsdb",
            message.kind(),
            message.text().isEmpty() ? List.of() : List.of(message.text())));
  }

  private int lane(String address) {
    return lanes.of(nodes.getOrDefault(address, ""));
  }

  private Optional<Arrow> arrow(Journey journey) {
    List<Hop.Outer> outers = journey.hops().stream().flatMap(h -> h.outer().stream()).toList();
    int from =
        journey.sender().isPresent()
            ? lanes.of(journey.sender().get())
            : outers.isEmpty() ? -1 : lane(outers.getFirst().source());
    List<Integer> to = new ArrayList<>();
    journey.receivers().stream().map(lanes::of).filter(l -> l >= 0).distinct().forEach(to::add);
    List<Integer> tunnel = new ArrayList<>();
    if (!outers.isEmpty()) {
      tunnel.add(lane(outers.getFirst().source()));
      outers.stream().map(outer -> lane(outer.destination())).distinct().forEach(tunnel::add);
      for (int end : tunnel.subList(1, tunnel.size())) {
        boolean delivered =
            journey.receivers().stream().anyMatch(guest -> lanes.ofHost(guest) == end);
        if (!delivered && end >= 0) {
          to.add(end);
        }
      }
    }
    boolean lost = to.isEmpty();
    if (lost && journey.sender().isPresent()) {
      to.add(lanes.ofHost(journey.sender().get()));
    }
    if (from < 0 && journey.sender().isEmpty() && !journey.receivers().isEmpty()) {
      // From the guest's own switch, or from where nobody watched.
      from = lanes.ofHost(journey.receivers().getFirst());
    }
    if (from < 0 || to.contains(-1) || tunnel.contains(-1) || to.contains(from) || to.isEmpty()) {
      return Optional.empty();
    }
    int vni =
        journey
            .vni()
            .orElseGet(() -> journey.guests().stream().findFirst().map(tenants::vni).orElse(0));
    return Optional.of(
        new Arrow(
            journey.timeUs(),
            from,
            to,
            tunnel,
            lost,
            journey.frame().label(),
            outers.isEmpty()
                ? ""
                : journey.frame().isBfd() ? "tunnel" : "VNI " + outers.getFirst().vni(),
            tenants.style(vni),
            journey.frame().kind(),
            details(journey)));
  }

  private static List<String> details(Journey journey) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "frame %s > %s, %d bytes"
            .formatted(
                journey.frame().source(), journey.frame().destination(), journey.lengthBytes()));
    for (Hop hop : journey.hops()) {
      String at =
          String.format(Locale.ROOT, "+%.3f ms", (hop.timeUs() - journey.timeUs()) / 1000.0);
      lines.add(
          at
              + "  "
              + hop.node()
              + " "
              + hop.device()
              + hop.outer()
                  .map(o -> "  VXLAN " + o.source() + " > " + o.destination() + " VNI " + o.vni())
                  .orElse(""));
    }
    if (lines.size() > DETAIL_LIMIT) {
      String more = "and at " + (lines.size() - DETAIL_LIMIT) + " more points";
      lines.subList(DETAIL_LIMIT, lines.size()).clear();
      lines.add(more);
    }
    return lines;
  }
}
