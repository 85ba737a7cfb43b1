package io.vtepd.daemon.view;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.LogicalBindingStats;
import io.vtepd.vtep.LogicalSwitch;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.McastMacsRemote;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.Tunnel;
import io.vtepd.vtep.UcastMacs;
import io.vtepd.vtep.UcastMacsRemote;
import io.vtepd.vtep.VlanPair;
import io.vtepd.vtep.VtepTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code vtepd show switch}, {@code mac}, {@code tunnels}: what forwards where. */
public final class NetworkViews {

  private static final String STATION = "station";

  private NetworkViews() {}

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
        "port",
        "vlan",
        "packets_in",
        "bytes_in",
        "packets_out",
        "bytes_out",
        "port_faults");
    for (PhysicalPort port : contents.all(contents.tables().physicalPort())) {
      for (VlanPair binding : port.vlanBindings()) {
        if (binding.row().equals(uuid)) {
          bindingRow(view, contents, port, binding.number());
        }
      }
    }
    remotes(view, contents, uuid);
    Check.findings(facts).stream()
        .filter(finding -> finding.isTrouble() && finding.where().contains(name))
        .forEach(finding -> view.trouble(finding.sentence()));
    return Optional.of(view);
  }

  private static void bindingRow(View view, Contents contents, PhysicalPort port, long vlan) {
    Optional<LogicalBindingStats> stats =
        port.vlanStats().stream()
            .filter(pair -> pair.number() == vlan)
            .findFirst()
            .flatMap(pair ->
                contents.snapshot().get(contents.tables().logicalBindingStats(), pair.row()));
    view.row(
        port.name(),
        Long.toString(vlan),
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

  /** Where a MAC is, in every logical switch. */
  public static View mac(Facts facts, MacAddress mac, int limit) {
    Contents contents = new Contents(facts.contents());
    View view = new View(limit);
    view.table("rows", "logical_switch", "origin", STATION, "at", "ipaddr");
    addMacs(view, contents, contents.tables().ucastMacsLocal(), "LOCAL", mac);
    addMacs(view, contents, contents.tables().ucastMacsRemote(), "REMOTE", mac);
    return view;
  }

  private static <V extends UcastMacs> void addMacs(
      View view, Contents contents, VtepTable<V> table, String origin, MacAddress mac) {
    contents
        .snapshot()
        .forEach(
            table,
            row -> {
              if (row.mac() instanceof MacField.Address(MacAddress found) && found.equals(mac)) {
                view.row(
                    contents.switchName(row.logicalSwitch()),
                    origin,
                    found.toString(),
                    contents.ip(row.locator()),
                    row.ipaddr().text().isEmpty() ? "-" : row.ipaddr().text());
              }
            });
  }

  /** Each tunnel and what BFD says of it. */
  public static View tunnels(Facts facts, int limit) {
    Contents contents = new Contents(facts.contents());
    View view = new View(limit);
    view.table("tunnels", "remote", "local", "bfd", "bfd_remote", "diagnostic", "flaps", "macs");
    Map<String, Integer> macs = new TreeMap<>();
    for (UcastMacsRemote row : contents.all(contents.tables().ucastMacsRemote())) {
      macs.merge(contents.ip(row.locator()), 1, Integer::sum);
    }
    for (Tunnel tunnel : contents.all(contents.tables().tunnel())) {
      Map<String, String> bfd = tunnel.bfdStatus();
      String remote = contents.ip(tunnel.remote());
      view.row(
          remote,
          contents.ip(tunnel.local()),
          TunnelState.words(tunnel),
          bfd.getOrDefault("remote_state", "-"),
          bfd.getOrDefault("diagnostic", "-"),
          bfd.getOrDefault("flap_count", "-"),
          Integer.toString(macs.getOrDefault(remote, 0)));
    }
    Check.findings(facts).stream()
        .filter(finding -> finding.rule().equals("tunnel-down"))
        .forEach(finding -> view.trouble(finding.sentence()));
    return view;
  }
}
