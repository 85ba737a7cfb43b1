package io.vtepd.bridge.desired;

import io.vtepd.bridge.desired.KeyClaims.ClaimId;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.HardwareVtepSchema;
import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.VtepCommit;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What all switches of a database shall do, kept up to date commit by commit.
 *
 * <p>Mutable, for one thread. The work of {@link #apply} is in proportion to what the commit
 * changes of the facts: one for a MAC, all of a logical switch for its key. Steps: find what is
 * about changed rows ({@link RowIndex}), then in this order addresses, ports, bindings, tunnel
 * keys, the facts of logical switches, tunnels.
 */
public final class DesiredModel {

  private final VtepTables tables;
  private final RowIndex index;
  private final Map<Uuid, SwitchState> switches = new HashMap<>();
  private final Map<Uuid, Map<ClaimId, Long>> earlierClaims;
  private long commitCount;

  /** The first contents are no change of anything. */
  private boolean starting = true;

  private DesiredModel(VtepTables tables, Map<Uuid, Map<ClaimId, Long>> earlier, long count) {
    this.tables = tables;
    this.index = new RowIndex(tables);
    this.earlierClaims = new HashMap<>(earlier);
    this.commitCount = count;
  }

  /** The model of a database without rows: what to compare the first one with. */
  public static DesiredModel empty() {
    DesiredModel model = new DesiredModel(VtepTables.of(HardwareVtepSchema.load()), Map.of(), 0);
    model.starting = false;
    return model;
  }

  /** The model of a database whose history is not known: what the first commit brings. */
  public static DesiredModel of(VtepSnapshot snapshot) {
    return started(new DesiredModel(snapshot.tables(), Map.of(), 0), snapshot);
  }

  /**
   * The model of a database that was followed before by another model, as when its source was lost
   * and came back: logical switches keep the keys that they had.
   */
  public static DesiredModel of(VtepSnapshot snapshot, DesiredModel before) {
    Map<Uuid, Map<ClaimId, Long>> claims = new HashMap<>();
    before.switches.forEach((uuid, state) -> claims.put(uuid, state.claims().since()));
    return started(new DesiredModel(snapshot.tables(), claims, before.commitCount), snapshot);
  }

  private static DesiredModel started(DesiredModel model, VtepSnapshot snapshot) {
    model.follow(snapshot, ChangeSet.insertAll(snapshot.snapshot()).changes());
    for (SwitchState state : model.switches.values()) {
      state.claims().forgetEarlier();
      state.endFirst();
    }
    model.earlierClaims.clear();
    model.starting = false;
    return model;
  }

  /** The switches, in no particular order. */
  public Collection<DesiredSwitch> switches() {
    return switches.values().stream().map(SwitchState::facts).toList();
  }

  /** The switch of that name. */
  public Optional<DesiredSwitch> find(String name) {
    return switches.values().stream()
        .map(SwitchState::facts)
        .filter(facts -> facts.name().equals(name))
        .findFirst();
  }

  /**
   * Follows the next commit of the database.
   *
   * @return what it changed, switches that are gone first
   * @throws IllegalArgumentException if the commit is of another schema: begin a new model
   */
  public DesiredChange apply(VtepCommit commit) {
    if (commit.tables().global().schema() != tables.global().schema()) {
      throw new IllegalArgumentException("a commit of another schema");
    }
    List<SwitchChange> changes =
        new ArrayList<>(follow(commit.snapshot(), commit.changes().changes()));
    for (SwitchState state : switches.values()) {
      SwitchChange change = state.drain();
      if (!change.isEmpty()) {
        changes.add(change);
      }
    }
    return new DesiredChange(changes);
  }

  /** How this model differs from another one: the whole of it, if the other is empty. */
  public DesiredChange changesSince(DesiredModel before) {
    return ModelDifference.between(before.switches(), switches());
  }

  /** Returns the removals of switches that are gone. */
  private List<SwitchChange> follow(VtepSnapshot snapshot, List<RowChange> changes) {
    commitCount++;
    Dirty dirty = index.update(changes);
    List<SwitchChange> removals = new ArrayList<>();
    for (Uuid uuid : dirty.switches) {
      followSwitch(uuid, snapshot).ifPresent(removals::add);
    }
    if (!dirty.switches.isEmpty()) {
      AddressRules.computeShared(switches.values());
    }
    if (!dirty.switches.isEmpty() || changes.stream().anyMatch(this::isOfRouter)) {
      RouterRules.compute(switches.values(), snapshot);
    }
    for (Uuid port : dirty.ports) {
      for (Uuid owner : index.switchesOfPort(port)) {
        state(owner).ifPresent(state -> state.setPortName(port, portName(port, snapshot)));
      }
    }
    // All wishes of a switch are computed at once, however many of its tunnels changed.
    Set<Uuid> wishing = new HashSet<>();
    dirty.tunnels.forEach(tunnel -> wishing.addAll(index.switchesOfTunnel(tunnel)));
    wishing.removeAll(dirty.switches);
    for (Uuid owner : wishing) {
      state(owner).ifPresent(state -> setWishes(state, snapshot));
    }
    for (SwitchState state : switches.values()) {
      new SwitchRules(state, snapshot, index, commitCount).compute(dirty.networks());
    }
    return removals;
  }

  private boolean isOfRouter(RowChange change) {
    return change.table() == tables.logicalRouter().schema();
  }

  private Optional<SwitchState> state(Uuid uuid) {
    return Optional.ofNullable(switches.get(uuid));
  }

  private Optional<SwitchChange> followSwitch(Uuid uuid, VtepSnapshot snapshot) {
    Optional<PhysicalSwitch> row = snapshot.get(tables.physicalSwitch(), uuid);
    SwitchState old = switches.get(uuid);
    Optional<SwitchChange> removal = Optional.empty();
    if (old != null && !row.map(PhysicalSwitch::name).equals(Optional.of(old.facts().name()))) {
      removal = Optional.of(switches.remove(uuid).removal());
    }
    if (row.isPresent()) {
      SwitchState state =
          switches.computeIfAbsent(
              uuid,
              same ->
                  new SwitchState(
                      uuid,
                      row.get().name(),
                      earlierClaims.getOrDefault(uuid, Map.of()),
                      starting));
      state.setAddresses(LocalAddresses.of(row.get()));
      state
          .facts()
          .problemCounts()
          .set(new Place(Place.Kind.TUNNEL_IPS, uuid), LocalAddresses.problems(row.get()));
      setWishes(state, snapshot);
      setPorts(state, snapshot);
    }
    return removal;
  }

  private void setWishes(SwitchState state, VtepSnapshot snapshot) {
    state.setWishes(
        TunnelWish.of(index.tunnelsOf(state.facts().row()), snapshot, state.addresses()));
  }

  private void setPorts(SwitchState state, VtepSnapshot snapshot) {
    var ports = index.portsOf(state.facts().row());
    for (Uuid port : List.copyOf(state.ports())) {
      if (!ports.contains(port)) {
        state.setPortName(port, Optional.empty());
      }
    }
    for (Uuid port : ports) {
      if (!state.ports().contains(port)) {
        state.setPortName(port, portName(port, snapshot));
      }
    }
  }

  private Optional<String> portName(Uuid port, VtepSnapshot snapshot) {
    return snapshot.get(tables.physicalPort(), port).map(view -> view.name());
  }
}
