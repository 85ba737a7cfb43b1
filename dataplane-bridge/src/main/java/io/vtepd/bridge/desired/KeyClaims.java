package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.Vni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which logical switch of a physical switch gets which tunnel key.
 *
 * <p>A claim is for a key on one path, or on all: claims of two logical switches for one key
 * conflict where their paths overlap. The claim that has been there longer is kept, among those of
 * one commit the one whose logical switch's name sorts first. A configuration that works is so
 * never broken by a wrong one that comes later; the price is that the answer depends on the order
 * in which conflicting claims came.
 */
final class KeyClaims {

  /**
   * What is claimed.
   *
   * @param remote the tunnel, empty for all
   */
  record Path(Optional<Ipv4Address> remote, Vni vni) {

    boolean overlaps(Path other) {
      return vni.equals(other.vni)
          && (remote.isEmpty() || other.remote.isEmpty() || remote.equals(other.remote));
    }
  }

  /** Who claims what on this physical switch. */
  record ClaimId(Uuid logicalSwitch, Path path) {}

  private record Claim(ClaimId id, String name, long since) {
    private static final Comparator<Claim> ORDER =
        Comparator.comparingLong(Claim::since)
            .thenComparing(Claim::name)
            .thenComparing(claim -> claim.id().logicalSwitch());
  }

  private final Map<Uuid, Map<Path, Claim>> byNetwork = new HashMap<>();
  private final Map<Vni, Set<Claim>> byVni = new HashMap<>();

  /** Claims that lost, with the logical switch that they lost to. */
  private final Map<ClaimId, Uuid> losers = new HashMap<>();

  /** When claims began that were made before this object was there; for its first commit. */
  private final Map<ClaimId, Long> earlier;

  KeyClaims(Map<ClaimId, Long> earlier) {
    this.earlier = new HashMap<>(earlier);
  }

  /**
   * Replaces the claims of a logical switch.
   *
   * @param now the number of the commit
   * @return the logical switches of which an old claim is decided in another way now
   */
  Set<Uuid> set(Uuid logicalSwitch, String name, Set<Path> paths, long now) {
    Map<Path, Claim> before = byNetwork.getOrDefault(logicalSwitch, Map.of());
    Map<Path, Claim> after = new HashMap<>();
    for (Path path : paths) {
      ClaimId id = new ClaimId(logicalSwitch, path);
      Claim old = before.get(path);
      long since = old != null ? old.since() : earlier.getOrDefault(id, now);
      after.put(path, new Claim(id, name, since));
    }
    if (after.equals(before)) {
      return Set.of();
    }
    if (after.isEmpty()) {
      byNetwork.remove(logicalSwitch);
    } else {
      byNetwork.put(logicalSwitch, after);
    }
    Set<Vni> touched = new HashSet<>();
    for (Claim claim : before.values()) {
      if (!claim.equals(after.get(claim.id().path()))) {
        touched.add(claim.id().path().vni());
        remove(claim);
      }
    }
    for (Claim claim : after.values()) {
      if (!claim.equals(before.get(claim.id().path()))) {
        touched.add(claim.id().path().vni());
        byVni.computeIfAbsent(claim.id().path().vni(), vni -> new HashSet<>()).add(claim);
      }
    }
    Set<Uuid> affected = new HashSet<>();
    touched.forEach(vni -> decide(vni, affected));
    return affected;
  }

  private void remove(Claim claim) {
    Vni vni = claim.id().path().vni();
    Set<Claim> claims = byVni.get(vni);
    claims.remove(claim);
    if (claims.isEmpty()) {
      byVni.remove(vni);
    }
    losers.remove(claim.id());
  }

  private void decide(Vni vni, Set<Uuid> affected) {
    Set<Claim> claims = byVni.getOrDefault(vni, Set.of());
    boolean contested =
        claims.stream().map(claim -> claim.id().logicalSwitch()).distinct().count() > 1;
    List<Claim> kept = new ArrayList<>();
    for (Claim claim : contested ? claims.stream().sorted(Claim.ORDER).toList() : claims) {
      Optional<Uuid> winner = contested ? winnerAmong(kept, claim.id()) : Optional.empty();
      if (winner.isEmpty()) {
        kept.add(claim);
      }
      Optional<Uuid> before = Optional.ofNullable(losers.remove(claim.id()));
      winner.ifPresent(uuid -> losers.put(claim.id(), uuid));
      if (!before.equals(winner)) {
        affected.add(claim.id().logicalSwitch());
      }
    }
  }

  private static Optional<Uuid> winnerAmong(List<Claim> kept, ClaimId claim) {
    return kept.stream()
        .map(Claim::id)
        .filter(other ->
            !other.logicalSwitch().equals(claim.logicalSwitch())
                && other.path().overlaps(claim.path()))
        .map(ClaimId::logicalSwitch)
        .findFirst();
  }

  /** From now on every claim is new. */
  void forgetEarlier() {
    earlier.clear();
  }

  /** What a logical switch claims. */
  Set<Path> of(Uuid logicalSwitch) {
    return byNetwork.getOrDefault(logicalSwitch, Map.of()).keySet();
  }

  /** Whether a logical switch may use what it claims. */
  boolean isGranted(Uuid logicalSwitch, Path path) {
    return byNetwork.getOrDefault(logicalSwitch, Map.of()).containsKey(path)
        && !losers.containsKey(new ClaimId(logicalSwitch, path));
  }

  /** The logical switch that has what this one claims. */
  Optional<Uuid> winnerOver(Uuid logicalSwitch, Path path) {
    return Optional.ofNullable(losers.get(new ClaimId(logicalSwitch, path)));
  }

  /** When each claim began: what a model that is computed anew has to know. */
  Map<ClaimId, Long> since() {
    Map<ClaimId, Long> since = new HashMap<>();
    byNetwork
        .values()
        .forEach(claims -> claims.values().forEach(claim -> since.put(claim.id(), claim.since())));
    return since;
  }
}
