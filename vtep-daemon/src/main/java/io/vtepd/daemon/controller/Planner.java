package io.vtepd.daemon.controller;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.LogicalSwitch;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.McastMacsRemote;
import io.vtepd.vtep.ReplicationMode;
import io.vtepd.vtep.RowValues;
import io.vtepd.vtep.TunnelKey;
import io.vtepd.vtep.UcastMacsRemote;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Compares what a VTEP shall be told with what its database holds, and plans the difference and
 * nothing else. Rows that are not ours are never touched; see {@link Ownership}.
 */
final class Planner {

  /** Most operations of one transaction; what is left follows in the next one. */
  static final int OPERATION_LIMIT = 5_000;

  private static final int COMMENT_LIMIT = 200;

  private final VtepSnapshot contents;
  private final Ownership ownership;
  private final VtepTransaction transaction;
  private final Locators locators;
  private final List<String> sentences = new ArrayList<>();
  private final List<String> obstacles = new ArrayList<>();

  /** Our logical switches that stay, by the network's name. */
  private final Map<String, Uuid> rows = new HashMap<>();

  private Planner(VtepSnapshot contents, Ownership ownership, RandomGenerator uuids) {
    this.contents = contents;
    this.ownership = ownership;
    this.transaction = new VtepTransaction(uuids);
    this.locators = new Locators(contents, transaction);
  }

  /**
   * What to do.
   *
   * @param tunnels what to ask of those that the networks use
   * @param uuids where the UUIDs of new rows come from
   */
  static Plan plan(
      VtepSnapshot contents,
      SortedMap<String, DesiredNetwork> desired,
      Ownership ownership,
      Tunnels tunnels,
      RandomGenerator uuids) {
    return new Planner(contents, ownership, uuids).plan(desired, tunnels);
  }

  /**
   * What to ask of tunnels.
   *
   * @param bfd if nothing is said, they are left as they are
   * @param vteps where tunnels of VTEPs end
   */
  record Tunnels(Optional<Bfd> bfd, Set<Ipv4Address> vteps) {}

  private Plan plan(SortedMap<String, DesiredNetwork> desired, Tunnels tunnels) {
    Map<Uuid, LogicalSwitch> ours = ownership.ours(contents);
    List<LogicalSwitch> ending = new ArrayList<>();
    ours.forEach((uuid, network) -> {
      if (desired.containsKey(network.name())) {
        rows.put(network.name(), uuid);
      } else {
        ending.add(network);
      }
    });
    SortedMap<String, DesiredNetwork> possible = withoutForeign(desired, ours);
    possible.values().forEach(this::planSwitch);
    new BindingPlan(contents, transaction, sentences, obstacles)
        .plan(possible.values(), rows, ours.keySet());
    MacRows macs = MacRows.of(contents);
    for (DesiredNetwork network : possible.values()) {
      Uuid row = rows.get(network.name());
      planFlood(network, row, macs.groups(row));
      planStations(network, row, macs.stations(row));
    }
    tunnels
        .bfd()
        .ifPresent(bfd ->
            new TunnelPlan(contents, transaction, sentences)
                .plan(possible.values(), tunnels.vteps(), bfd));
    ending.stream()
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .forEach(network -> planEnd(network, macs));
    if (!transaction.isEmpty()) {
      String all = ownership.owner() + ": " + String.join(" ", sentences);
      transaction.comment(
          all.length() > COMMENT_LIMIT ? all.substring(0, COMMENT_LIMIT) + "..." : all);
    }
    return new Plan(transaction.operations(), sentences, obstacles);
  }

  /** The names of logical switches are unique; one that somebody else has made stays his. */
  private SortedMap<String, DesiredNetwork> withoutForeign(
      SortedMap<String, DesiredNetwork> desired, Map<Uuid, LogicalSwitch> ours) {
    SortedMap<String, DesiredNetwork> possible = new TreeMap<>(desired);
    contents.forEach(
        contents.tables().logicalSwitch(),
        each -> {
          if (!ours.containsKey(each.row().uuid()) && possible.remove(each.name()) != null) {
            obstacles.add(
                "there is a Logical_Switch \""
                    + each.name()
                    + "\" that is not ours; delete it, or give the network another name");
          }
        });
    return possible;
  }

  private void planSwitch(DesiredNetwork network) {
    LogicalSwitch.Table table = contents.tables().logicalSwitch();
    TunnelKey key = new TunnelKey.Network(network.vni());
    Uuid row = rows.get(network.name());
    if (row == null) {
      rows.put(
          network.name(),
          transaction.insert(
              table,
              new RowValues()
                  .set(table.name(), network.name())
                  .set(table.tunnelKey(), key)
                  .set(table.replicationMode(), Optional.of(ReplicationMode.SOURCE_NODE))
                  .set(table.otherConfig(), ownership.mark())));
      sentences.add(
          "Network "
              + network.name()
              + " begins here: its frames have VNI "
              + network.vni()
              + " in tunnels, and whoever floods sends the copies.");
      return;
    }
    LogicalSwitch there = contents.get(table, row).orElseThrow();
    RowValues changed = new RowValues();
    if (!there.tunnelKey().equals(key)) {
      changed.set(table.tunnelKey(), key);
      sentences.add("Network " + network.name() + " has VNI " + network.vni() + ".");
    }
    if (there.effectiveReplicationMode() != ReplicationMode.SOURCE_NODE) {
      changed.set(table.replicationMode(), Optional.of(ReplicationMode.SOURCE_NODE));
      sentences.add("In network " + network.name() + " whoever floods sends the copies.");
    }
    transaction.update(table, row, changed);
  }

  private void planFlood(DesiredNetwork network, Uuid row, List<McastMacsRemote> there) {
    McastMacsRemote.Table table = contents.tables().mcastMacsRemote();
    List<McastMacsRemote> superfluous = new ArrayList<>(there);
    if (!network.flood().isEmpty()) {
      McastMacsRemote kept =
          there.stream()
              .filter(MacRows::isUnknownDst)
              .min((a, b) -> Boolean.compare(isRight(b, network), isRight(a, network)))
              .orElse(null);
      superfluous.remove(kept);
      if (kept == null) {
        transaction.insert(
            table,
            new RowValues()
                .set(table.columns().mac(), new MacField.UnknownDst())
                .set(table.columns().logicalSwitch(), row)
                .set(table.columns().locatorSet(), locators.setOf(network.flood())));
        sentences.add(floodSentence(network));
      } else if (!isRight(kept, network)) {
        Uuid set = locators.setOf(network.flood());
        transaction.update(
            table, kept.row().uuid(), new RowValues().set(table.columns().locatorSet(), set));
        sentences.add(floodSentence(network));
      }
    }
    superfluous.forEach(each -> transaction.delete(table, each.row().uuid()));
    if (!superfluous.isEmpty()) {
      sentences.add(
          network.flood().isEmpty()
              ? "Nobody else is in network " + network.name() + ": floods stay here."
              : "Rows of groups in network " + network.name() + " that nobody asked for go.");
    }
  }

  private boolean isRight(McastMacsRemote row, DesiredNetwork network) {
    return locators.leadsTo(row.locatorSet(), network.flood());
  }

  private static String floodSentence(DesiredNetwork network) {
    List<String> ends = network.flood().stream().sorted().map(Object::toString).toList();
    return "Broadcasts, multicasts and frames to unknown stations of "
        + network.name()
        + " go to "
        + String.join(", ", ends)
        + ", too.";
  }

  private void planStations(
      DesiredNetwork network, Uuid row, SortedMap<String, List<UcastMacsRemote>> there) {
    StationPlan plan = new StationPlan(contents, transaction, locators, sentences);
    plan.plan(network, row, there, OPERATION_LIMIT);
  }

  /** Our own reports on the network go too, for a server that does not do so by itself. */
  private void planEnd(LogicalSwitch network, MacRows macs) {
    Uuid row = network.row().uuid();
    var tables = contents.tables();
    int stations = macs.stations(row).values().stream().mapToInt(List::size).sum();
    if (stations > 0) {
      transaction.deleteWhere(
          tables.ucastMacsRemote(), tables.ucastMacsRemote().columns().logicalSwitch(), row);
    }
    if (!macs.groups(row).isEmpty()) {
      transaction.deleteWhere(
          tables.mcastMacsRemote(), tables.mcastMacsRemote().columns().logicalSwitch(), row);
    }
    transaction.deleteWhere(
        tables.ucastMacsLocal(), tables.ucastMacsLocal().columns().logicalSwitch(), row);
    transaction.deleteWhere(
        tables.mcastMacsLocal(), tables.mcastMacsLocal().columns().logicalSwitch(), row);
    transaction.delete(tables.logicalSwitch(), row);
    sentences.add(
        "Network "
            + network.name()
            + " ends here, with "
            + stations
            + (stations == 1 ? " remote station." : " remote stations."));
  }
}
