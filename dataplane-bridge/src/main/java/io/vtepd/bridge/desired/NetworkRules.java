package io.vtepd.bridge.desired;

import io.vtepd.bridge.desired.Locators.Locator;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.IpAddress;
import io.vtepd.vtep.IpField;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.LogicalSwitch;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.McastMacsRemote;
import io.vtepd.vtep.PhysicalLocator;
import io.vtepd.vtep.PhysicalLocatorSet;
import io.vtepd.vtep.TableName;
import io.vtepd.vtep.UcastMacsRemote;
import io.vtepd.vtep.VtepSnapshot;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The facts of one logical switch that has bindings on one physical switch, each from the rows that
 * it depends on. Which rows those are does not depend on the order in which they came.
 */
final class NetworkRules {

  private final SwitchState state;
  private final LogicalSwitch logicalSwitch;
  private final NetworkKey key;
  private final VtepSnapshot snapshot;
  private final NetworkRows rows;
  private final Locators locators;
  private final KeyRules keys;

  NetworkRules(
      SwitchState state,
      LogicalSwitch logicalSwitch,
      VtepSnapshot snapshot,
      NetworkRows rows,
      Locators locators) {
    this.state = state;
    this.logicalSwitch = logicalSwitch;
    this.key = NetworkKey.of(logicalSwitch.uuid());
    this.snapshot = snapshot;
    this.rows = rows;
    this.locators = locators;
    this.keys = new KeyRules(state, logicalSwitch, snapshot);
  }

  /** The logical switch itself and what comes in from tunnels. */
  void computeHead() {
    FactId.Network id = new FactId.Network(key);
    state.set(
        id,
        Optional.of(
            new Fact.Network(id, logicalSwitch.uuid(), logicalSwitch.name(), keys.commonVni())));
    state.setIngresses(logicalSwitch.uuid(), keys.ingresses());
    setProblems(ofFact(id), keys.problems());
  }

  void computeUnusable() {
    setProblems(macRows(logicalSwitch.uuid()), rows.unusable());
  }

  /** A usable row of Ucast_Macs_Remote. */
  private record Candidate(Destination to, UcastMacsRemote row) {
    /** Of rows that disagree the lowest endpoint counts, the lowest UUID of those that do not. */
    private static final Comparator<Candidate> ORDER =
        Comparator.comparing(Candidate::to).thenComparing(candidate -> candidate.row().uuid());
  }

  void computeStation(MacAddress mac) {
    FactId.Unicast id = new FactId.Unicast(key, mac);
    Set<Problem> problems = new HashSet<>();
    Optional<Candidate> best = Optional.empty();
    boolean disagree = false;
    for (Uuid uuid : rows.station(mac)) {
      Optional<Candidate> candidate =
          snapshot
              .get(snapshot.tables().ucastMacsRemote(), uuid)
              .flatMap(row -> candidate(row, problems));
      if (best.isEmpty()) {
        best = candidate;
      } else if (candidate.isPresent()) {
        disagree |= !candidate.get().to().equals(best.get().to());
        best = Candidate.ORDER.compare(candidate.get(), best.get()) < 0 ? candidate : best;
      }
    }
    if (disagree) {
      problems.add(
          new Problem.DuplicateMac(logicalSwitch.uuid(), mac, best.orElseThrow().row().uuid()));
    }
    state.set(id, best.map(b -> new Fact.Unicast(id, b.to(), ip(b.row()))));
    setProblems(ofFact(id), problems);
  }

  private static Optional<IpAddress> ip(UcastMacsRemote row) {
    return row.ipaddr() instanceof IpField.Address(IpAddress ip)
        ? Optional.of(ip)
        : Optional.empty();
  }

  private Optional<Candidate> candidate(UcastMacsRemote row, Set<Problem> problems) {
    Optional<Locator> locator =
        locator(TableName.UCAST_MACS_REMOTE, row.uuid(), row.locator(), problems);
    Optional<Ipv4Address> own = locator.flatMap(Locator::ip).filter(state.addresses()::contains);
    own.ifPresent(
        ip -> problems.add(new Problem.OwnLocator(TableName.UCAST_MACS_REMOTE, row.uuid(), ip)));
    return locator.flatMap(found -> destination(found, problems)).map(to -> new Candidate(to, row));
  }

  void computeFlood() {
    FactId.Flood id = new FactId.Flood(key);
    Set<Problem> problems = new HashSet<>();
    Optional<Replication> replication = replication(rows.unknownDst(), problems);
    state.set(id, replication.map(to -> new Fact.Flood(id, to)));
    setProblems(ofFact(id), problems);
  }

  void computeGroup(MacAddress group) {
    FactId.Multicast id = new FactId.Multicast(key, group);
    Set<Problem> problems = new HashSet<>();
    Optional<Replication> replication = replication(rows.group(group), problems);
    state.set(id, replication.map(to -> new Fact.Multicast(id, to)));
    setProblems(ofFact(id), problems);
  }

  /**
   * The union of what all rows of Mcast_Macs_Remote for one group say: some controllers write
   * several.
   */
  private Optional<Replication> replication(List<Uuid> groupRows, Set<Problem> problems) {
    Set<Destination> to = new HashSet<>();
    for (Uuid uuid : groupRows) {
      Optional<McastMacsRemote> row = snapshot.get(snapshot.tables().mcastMacsRemote(), uuid);
      Optional<PhysicalLocatorSet> set =
          row.flatMap(
              view -> snapshot.get(snapshot.tables().physicalLocatorSet(), view.locatorSet()));
      if (set.isEmpty()) {
        row.ifPresent(view ->
            problems.add(
                new Problem.MissingLocator(TableName.MCAST_MACS_REMOTE, uuid, view.locatorSet())));
        continue;
      }
      for (Uuid locator : set.get().locators()) {
        locator(TableName.PHYSICAL_LOCATOR_SET, set.get().uuid(), locator, problems)
            .flatMap(found -> destination(found, problems))
            .ifPresent(to::add);
      }
    }
    return to.isEmpty()
        ? Optional.empty()
        : Optional.of(new Replication(logicalSwitch.effectiveReplicationMode(), List.copyOf(to)));
  }

  private Optional<Locator> locator(String table, Uuid row, Uuid locator, Set<Problem> problems) {
    Optional<Locator> found = locators.get(locator);
    if (found.isEmpty()) {
      problems.add(new Problem.MissingLocator(table, row, locator));
    }
    return found;
  }

  /**
   * Where frames for that locator go, if they can. Not to this switch itself: a set that is the
   * same for all members of a network names it, too, and that is no fault.
   */
  private Optional<Destination> destination(Locator locator, Set<Problem> problems) {
    Optional<Ipv4Address> remote = locator.ip().filter(Ipv4Address::isUnicast);
    if (remote.isEmpty()) {
      PhysicalLocator row = locator.row();
      problems.add(new Problem.UnusableLocator(row.uuid(), row.dstIp().text()));
      return Optional.empty();
    }
    if (state.addresses().first().isEmpty() || state.addresses().contains(remote.get())) {
      return Optional.empty();
    }
    return keys.vni(locator.row(), remote.get(), problems)
        .map(vni -> new Destination(remote.get(), vni));
  }

  /** Makes untrue what is true only while the logical switch has bindings. */
  static void clearHead(SwitchState state, Uuid logicalSwitch) {
    FactId.Network id = new FactId.Network(NetworkKey.of(logicalSwitch));
    state.set(id, Optional.empty());
    state.setIngresses(logicalSwitch, Set.of());
    state.facts().problemCounts().set(ofFact(id), Set.of());
    state.facts().problemCounts().set(macRows(logicalSwitch), Set.of());
  }

  /** Makes a fact of such a logical switch untrue. */
  static void clear(SwitchState state, FactId id) {
    state.set(id, Optional.empty());
    state.facts().problemCounts().set(ofFact(id), Set.of());
  }

  private static Place ofFact(FactId id) {
    return new Place(Place.Kind.FACT, id);
  }

  private static Place macRows(Uuid logicalSwitch) {
    return new Place(Place.Kind.MAC_ROWS, logicalSwitch);
  }

  private void setProblems(Place place, Set<Problem> problems) {
    state.facts().problemCounts().set(place, problems);
  }
}
