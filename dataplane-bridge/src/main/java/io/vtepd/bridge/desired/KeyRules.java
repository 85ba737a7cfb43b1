package io.vtepd.bridge.desired;

import io.vtepd.bridge.desired.KeyClaims.Path;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.LogicalSwitch;
import io.vtepd.vtep.PhysicalLocator;
import io.vtepd.vtep.PhysicalLocatorSet;
import io.vtepd.vtep.TableName;
import io.vtepd.vtep.TunnelKey;
import io.vtepd.vtep.Vni;
import io.vtepd.vtep.VtepSnapshot;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The tunnel keys of one logical switch on one physical switch: those of vtep(5)'s two models.
 *
 * <p>Logical_Switch.tunnel_key counts for all locators; only when it is empty does each locator's
 * own. Zero is no network yet, in both columns, and no fault.
 */
final class KeyRules {

  private static final Set<Path> NO_PATHS = Set.of();

  private final SwitchState state;
  private final LogicalSwitch logicalSwitch;
  private final VtepSnapshot snapshot;
  private final TunnelKey tunnelKey;

  /** Found out once: claims do not change while the facts of a logical switch are computed. */
  private Optional<Optional<Vni>> commonVni = Optional.empty();

  KeyRules(SwitchState state, LogicalSwitch logicalSwitch, VtepSnapshot snapshot) {
    this.state = state;
    this.logicalSwitch = logicalSwitch;
    this.snapshot = snapshot;
    this.tunnelKey = logicalSwitch.tunnelKey();
  }

  /** What the logical switch claims, given the rows that belong to it. */
  Set<Path> wanted(MacIndex macs) {
    return switch (tunnelKey) {
      case TunnelKey.Network(Vni vni) -> Set.of(new Path(Optional.empty(), vni));
      case TunnelKey.Zero zero -> NO_PATHS;
      case TunnelKey.OutOfRange outOfRange -> NO_PATHS;
      case TunnelKey.Unset unset -> wantedByLocators(macs);
    };
  }

  private Set<Path> wantedByLocators(MacIndex macs) {
    Set<Uuid> locators = new HashSet<>(macs.locatorsOf(logicalSwitch.uuid()));
    for (Uuid set : macs.setsOf(logicalSwitch.uuid())) {
      snapshot
          .get(snapshot.tables().physicalLocatorSet(), set)
          .map(PhysicalLocatorSet::locators)
          .ifPresent(locators::addAll);
    }
    Set<Path> paths = new HashSet<>();
    for (Uuid uuid : locators) {
      Optional<PhysicalLocator> locator = snapshot.get(snapshot.tables().physicalLocator(), uuid);
      Optional<Ipv4Address> remote =
          locator
              .flatMap(row -> row.dstIp().ipv4())
              .filter(ip -> ip.isUnicast() && !state.addresses().contains(ip));
      Optional<Vni> vni = locator.flatMap(row -> row.tunnelKey().network());
      if (remote.isPresent() && vni.isPresent()) {
        paths.add(new Path(remote, vni.get()));
      }
    }
    return paths;
  }

  /** The network of all tunnels, if there is one and it was granted. */
  Optional<Vni> commonVni() {
    if (commonVni.isEmpty()) {
      commonVni =
          Optional.of(
              tunnelKey.network().filter(vni -> isGranted(new Path(Optional.empty(), vni))));
    }
    return commonVni.get();
  }

  /**
   * The network of frames to a locator, if there is one and it was granted.
   *
   * @param problems gets what is wrong with the locator's key
   */
  Optional<Vni> vni(PhysicalLocator locator, Ipv4Address remote, Set<Problem> problems) {
    if (!(tunnelKey instanceof TunnelKey.Unset)) {
      return commonVni();
    }
    if (locator.tunnelKey() instanceof TunnelKey.OutOfRange(long number)) {
      problems.add(new Problem.KeyOutOfRange(TableName.PHYSICAL_LOCATOR, locator.uuid(), number));
    }
    return locator
        .tunnelKey()
        .network()
        .filter(vni -> isGranted(new Path(Optional.of(remote), vni)));
  }

  private boolean isGranted(Path path) {
    return state.claims().isGranted(logicalSwitch.uuid(), path);
  }

  /** What comes out of tunnels into the logical switch. */
  Set<FactId.Ingress> ingresses() {
    Set<FactId.Ingress> ids = new HashSet<>();
    if (state.addresses().first().isPresent()) {
      for (Path path : state.claims().of(logicalSwitch.uuid())) {
        if (isGranted(path)) {
          ids.add(new FactId.Ingress(path.remote(), path.vni()));
        }
      }
    }
    return ids;
  }

  /** What is wrong with the logical switch's own key, and which claims it lost. */
  Set<Problem> problems() {
    Set<Problem> problems = new HashSet<>();
    if (tunnelKey instanceof TunnelKey.OutOfRange(long number)) {
      problems.add(
          new Problem.KeyOutOfRange(TableName.LOGICAL_SWITCH, logicalSwitch.uuid(), number));
    }
    for (Path path : state.claims().of(logicalSwitch.uuid())) {
      state
          .claims()
          .winnerOver(logicalSwitch.uuid(), path)
          .ifPresent(winner ->
              problems.add(
                  new Problem.KeyConflict(
                      logicalSwitch.uuid(), path.remote(), path.vni(), winner)));
    }
    return problems;
  }
}
