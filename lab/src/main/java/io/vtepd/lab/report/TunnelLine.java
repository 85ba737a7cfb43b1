package io.vtepd.lab.report;

import io.vtepd.lab.packet.Hop;
import io.vtepd.lab.packet.Journey;
import io.vtepd.lab.report.TopologyLayout.HostBox;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.Tunnel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tunnel between two hosts: those that a topology lays by hand, and those that carried frames.
 *
 * @param left its end in the host that stands further left
 * @param vnis that it carried; {@link #BFD} if it was watched, too
 */
record TunnelLine(double left, double right, List<Integer> vnis) {

  /** In the place of a VNI: what switches say about the tunnel itself is in no network. */
  static final int BFD = -1;

  /** Drawn tunnels; a full mesh of many hosts would hide everything else. */
  static final int LIMIT = 12;

  private record Pair(int left, int right) {
    static Pair of(int one, int other) {
      return new Pair(Math.min(one, other), Math.max(one, other));
    }
  }

  TunnelLine {
    vnis = List.copyOf(vnis);
  }

  static List<TunnelLine> of(RunRecord run, TopologyLayout layout) {
    List<String> names = layout.hosts().stream().map(host -> host.host().name()).toList();
    Map<String, String> nodes = Conversation.nodes(run.scenario().topology());
    Map<Pair, TreeSet<Integer>> pairs =
        new TreeMap<>(
            Comparator.comparingInt((Pair pair) -> pair.right() - pair.left())
                .thenComparingInt(Pair::left));
    for (Host.SwitchHost host : run.scenario().topology().switchHosts()) {
      for (Tunnel tunnel : host.tunnels()) {
        pairs.computeIfAbsent(
            Pair.of(names.indexOf(host.name()), names.indexOf(tunnel.to())), _ -> new TreeSet<>());
      }
    }
    for (Journey journey : run.journeys()) {
      for (Hop hop : journey.hops()) {
        hop.outer()
            .ifPresent(outer -> {
              int from = names.indexOf(nodes.getOrDefault(outer.source(), ""));
              int to = names.indexOf(nodes.getOrDefault(outer.destination(), ""));
              if (from >= 0 && to >= 0 && from != to) {
                pairs
                    .computeIfAbsent(Pair.of(from, to), _ -> new TreeSet<>())
                    .add(journey.frame().isBfd() ? BFD : outer.vni());
              }
            });
      }
    }
    return place(pairs, layout.hosts());
  }

  /** Every tunnel has a place of its own at the lower side of its hosts. */
  private static List<TunnelLine> place(Map<Pair, TreeSet<Integer>> pairs, List<HostBox> hosts) {
    List<TunnelLine> lines = new ArrayList<>();
    int[] all = new int[hosts.size()];
    pairs
        .keySet()
        .forEach(pair -> {
          all[pair.left()]++;
          all[pair.right()]++;
        });
    int[] used = new int[hosts.size()];
    for (Map.Entry<Pair, TreeSet<Integer>> each : pairs.entrySet()) {
      if (lines.size() < LIMIT) {
        double left = place(hosts, each.getKey().left(), all, used);
        double right = place(hosts, each.getKey().right(), all, used);
        lines.add(new TunnelLine(left, right, List.copyOf(each.getValue())));
      }
    }
    return lines;
  }

  private static double place(List<HostBox> hosts, int host, int[] all, int[] used) {
    used[host]++;
    TopologyLayout.Box box = hosts.get(host).box();
    return box.x() + box.width() * used[host] / (all[host] + 1);
  }
}
