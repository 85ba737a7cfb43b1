package io.vtepd.bridge.memory;

import io.vtepd.bridge.desired.AddressChoice;
import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.vtep.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * The addresses that stations said they have. Each is remembered for the ageing time after it was
 * said last, and no more of a port than {@link AddressChoice#PORT_LIMIT}.
 */
final class HeardAddresses {

  private record Said(FactId.Unicast station, IpAddress ip) {}

  private record Heard(String port, long lastMs) {}

  private final MemorySettings settings;
  private final Consumer<BridgeEvent> events;

  /** What was said longest ago comes first. */
  private final LinkedHashMap<Said, Heard> all = new LinkedHashMap<>();

  /** The oldest first. */
  private final Map<FactId.Unicast, List<IpAddress>> byStation = new HashMap<>();

  private final Map<String, Integer> counts = new HashMap<>();

  HeardAddresses(MemorySettings settings, Consumer<BridgeEvent> events) {
    this.settings = settings;
    this.events = events;
  }

  /** A station said behind that port that it has the address. */
  void hear(FactId.Unicast station, String port, IpAddress ip, long nowMs) {
    Said said = new Said(station, ip);
    Optional<Heard> before = Optional.ofNullable(all.get(said));
    boolean isHere = before.filter(it -> it.port().equals(port)).isPresent();
    if (!isHere && counts.getOrDefault(port, 0) >= AddressChoice.PORT_LIMIT) {
      return;
    }
    before.ifPresent(it -> uncount(it.port()));
    all.remove(said);
    all.put(said, new Heard(port, nowMs));
    counts.merge(port, 1, Integer::sum);
    if (before.isEmpty()) {
      List<IpAddress> known = byStation.computeIfAbsent(station, any -> new ArrayList<>(1));
      Optional<IpAddress> best = AddressChoice.best(known);
      known.add(ip);
      tell(station, best);
    }
  }

  /** Forgets what was not said for too long. */
  void age(long nowMs) {
    while (!all.isEmpty()) {
      Map.Entry<Said, Heard> oldest = all.firstEntry();
      if (nowMs - oldest.getValue().lastMs() < settings.macAgeMs()) {
        return;
      }
      forget(oldest.getKey());
    }
  }

  /** Forgets what was said behind a port by stations of a network. */
  void forgetAt(NetworkKey network, String port) {
    forget((said, heard) -> heard.equals(port) && said.station().network().equals(network));
  }

  /** Forgets all that was said behind a port. */
  void forgetAtPort(String port) {
    forget((said, heard) -> heard.equals(port));
  }

  private void forget(BiPredicate<Said, String> condition) {
    List<Said> gone = new ArrayList<>();
    all.forEach((said, heard) -> {
      if (condition.test(said, heard.port())) {
        gone.add(said);
      }
    });
    gone.forEach(this::forget);
  }

  private void forget(Said said) {
    uncount(all.remove(said).port());
    List<IpAddress> known = byStation.get(said.station());
    Optional<IpAddress> best = AddressChoice.best(known);
    known.remove(said.ip());
    if (known.isEmpty()) {
      byStation.remove(said.station());
    }
    tell(said.station(), best);
  }

  private void uncount(String port) {
    counts.computeIfPresent(port, (same, n) -> n == 1 ? null : n - 1);
  }

  private void tell(FactId.Unicast station, Optional<IpAddress> before) {
    Optional<IpAddress> now = AddressChoice.best(byStation.getOrDefault(station, List.of()));
    if (!now.equals(before)) {
      events.accept(new BridgeEvent.AddressChanged(station, now));
    }
  }

  /** All that is remembered, of a station the oldest first. */
  Map<FactId.Unicast, List<IpAddress>> all() {
    Map<FactId.Unicast, List<IpAddress>> copy = new HashMap<>();
    byStation.forEach((station, known) -> copy.put(station, List.copyOf(known)));
    return copy;
  }
}
