package io.vtepd.daemon.view;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.LogicalBindingStats;
import io.vtepd.vtep.LogicalSwitch;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.McastMacsRemote;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.Tunnel;
import io.vtepd.vtep.VlanPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code vtepd show switch}: what forwards where in a logical switch. */
public final class NetworkViews {

  private NetworkViews() {}

  /** A pair of {@code vlan_bindings}. */
  private record Binding(String physicalSwitch, String port, long vlan) {}

  /** One logical switch; empty if there is none of that name. */
  public static Optional<View> logicalSwitch(Facts facts, String name, int limit) {
    Contents contents = new Contents(facts.contents());
    List<LogicalSwitch> named =
        contents.all(contents.tables().logicalSwitch()).stream()
            .filter(each -> each.name().equals(name))
            .toList();
    if (named.isEmpty()) {
      return Optional.empty();
    }
    LogicalSwitch network = named.getFirst();
    Uuid uuid = network.row().uuid();
    View view = new View(limit);
    view.head(
        "logical_switch", name,
        "key", Contents.key(network),
        "replication", network.effectiveReplicationMode().text(),
        "macs_local",
            Long.toString(
                contents.all(contents.tables().ucastMacsLocal()).stream()
                    .filter(row -> row.logicalSwitch().equals(uuid))
                    .count()));
    view.table(
        "bindings",
        "switch",
        "port",
        "vlan",
        "macs",
        "packets_in",
        "bytes_in",
        "packets_out",
        "bytes_out",
        "port_faults");
    Map<Binding, Integer> macs = macs(facts, uuid);
    for (PhysicalSwitch owner : contents.all(contents.tables().physicalSwitch())) {
      for (PhysicalPort port : contents.ports(owner)) {
        for (VlanPair pair : port.vlanBindings()) {
          if (pair.row().equals(uuid)) {
            Binding binding = new Binding(owner.name(), port.name(), pair.number());
            bindingRow(view, contents, port, binding, macs.getOrDefault(binding, 0));
          }
        }
      }
    }
    remotes(view, contents, uuid);
    Check.findings(facts).stream()
        .filter(finding -> finding.isOfNetwork(name))
        .forEach(finding -> view.trouble(finding.sentence()));
    return Optional.of(view);
  }

  /** How many stations each binding has learned. */
  private static Map<Binding, Integer> macs(Facts facts, Uuid network) {
    Map<Binding, Integer> macs = new HashMap<>();
    for (Facts.Station each : facts.stations()) {
      if (each.logicalSwitch().equals(network)) {
        macs.merge(new Binding(each.physicalSwitch(), each.port(), each.vlan()), 1, Integer::sum);
      }
    }
    return macs;
  }

  private static void bindingRow(
      View view, Contents contents, PhysicalPort port, Binding binding, int macs) {
    Optional<LogicalBindingStats> stats =
        port.vlanStats().stream()
            .filter(pair -> pair.number() == binding.vlan())
            .findFirst()
            .flatMap(pair ->
                contents.snapshot().get(contents.tables().logicalBindingStats(), pair.row()));
    view.row(
        binding.physicalSwitch(),
        binding.port(),
        Long.toString(binding.vlan()),
        Integer.toString(macs),
        stats.map(it -> Long.toString(it.packetsFromLocal())).orElse("-"),
        stats.map(it -> Long.toString(it.bytesFromLocal())).orElse("-"),
        stats.map(it -> Long.toString(it.packetsToLocal())).orElse("-"),
        stats.map(it -> Long.toString(it.bytesToLocal())).orElse("-"),
        port.portFaultStatus().isEmpty() ? "-" : String.join(",", port.portFaultStatus()));
  }

  private static void remotes(View view, Contents contents, Uuid network) {
    Map<String, Integer> macs = new TreeMap<>();
    contents
        .snapshot()
        .forEach(
            contents.tables().ucastMacsRemote(),
            row -> {
              if (row.logicalSwitch().equals(network)) {
                macs.merge(contents.ip(row.locator()), 1, Integer::sum);
              }
            });
    TreeSet<String> flood = new TreeSet<>();
    for (McastMacsRemote row : contents.all(contents.tables().mcastMacsRemote())) {
      if (row.logicalSwitch().equals(network) && row.mac() instanceof MacField.UnknownDst) {
        flood.addAll(contents.floodTo(row));
      }
    }
    Map<String, String> bfd = new TreeMap<>();
    for (Tunnel tunnel : contents.all(contents.tables().tunnel())) {
      bfd.put(contents.ip(tunnel.remote()), TunnelState.words(tunnel));
    }
    view.table("endpoints", "remote", "bfd", "macs", "flood");
    TreeSet<String> all = new TreeSet<>(macs.keySet());
    all.addAll(flood);
    for (String remote : all) {
      view.row(
          remote,
          bfd.getOrDefault(remote, "-"),
          Integer.toString(macs.getOrDefault(remote, 0)),
          flood.contains(remote) ? "yes" : "no");
    }
  }
}
