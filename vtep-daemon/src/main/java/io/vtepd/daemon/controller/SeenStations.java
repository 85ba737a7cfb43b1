package io.vtepd.daemon.controller;

import io.vtepd.vtep.IpField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps in mind in which order VTEPs have told of stations. Rows have no time: the one that came
 * last is the newest. What a VTEP has when it is first seen is older than all that comes then.
 */
final class SeenStations {

  /** Of news at once that many are told in words. */
  private static final int NEWS_LIMIT = 20;

  private final Map<String, Map<Station, Long>> ages = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Moves moves = new Moves();
  private long clock = Ages.UNKNOWN;

  /** What was seen so far; a claim of whom a station stays with is the newest. */
  Ages ages(long nowMs) {
    Ages seen = Ages.of(ages);
    return (vtep, station) ->
        moves.holder(station, nowMs).filter(vtep::equals).isPresent()
            ? Long.MAX_VALUE
            : seen.of(vtep, station);
  }

  /** Takes what a VTEP says now; the stations that move no more from now on. */
  List<Moves.Hold> onView(VtepView view, String name, Narrator narrator, long nowMs) {
    names.put(view.identity(), name);
    List<Moves.Hold> holds = new ArrayList<>();
    Optional<Map<Station, Long>> before = Optional.ofNullable(ages.get(view.identity()));
    Map<Station, Long> now = new HashMap<>();
    int news = 0;
    for (Map.Entry<Station, Place> entry : view.local().entrySet()) {
      Station station = entry.getKey();
      Long age = before.map(known -> known.get(station)).orElse(null);
      if (age == null) {
        Optional<String> other =
            before.isPresent() ? newestOf(station, view.identity()) : Optional.empty();
        age = before.isPresent() ? ++clock : Ages.UNKNOWN;
        other
            .flatMap(from -> moves.moved(station, from, view.identity(), nowMs))
            .ifPresent(holds::add);
        if (news++ < NEWS_LIMIT) {
          String from = other.map(it -> ", and was behind " + name(it)).orElse("");
          narrator.heard(
              name, "station " + station + " is here" + from + address(entry.getValue()) + ".");
        }
      }
      now.put(station, age);
    }
    if (before.isPresent()) {
      for (Station station : before.get().keySet()) {
        if (!now.containsKey(station) && news++ < NEWS_LIMIT) {
          narrator.heard(name, "station " + station + " is not here any more.");
        }
      }
    }
    if (news > NEWS_LIMIT) {
      narrator.heard(name, "and " + (news - NEWS_LIMIT) + " more stations came or went.");
    }
    ages.put(view.identity(), now);
    holds.forEach(hold -> narrator.heard(name, sentence(hold) + "."));
    return holds;
  }

  /** Who else has a station, of several the one whose claim is the newest. */
  private Optional<String> newestOf(Station station, String but) {
    return ages.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(but) && entry.getValue().containsKey(station))
        .max(Comparator.comparingLong(entry -> entry.getValue().get(station)))
        .map(Map.Entry::getKey);
  }

  /** How a VTEP is called. */
  String name(String identity) {
    return names.getOrDefault(identity, identity);
  }

  /** What is the matter with a station that stays, naming both who claim it. */
  String sentence(Moves.Hold hold) {
    return "station "
        + hold.station()
        + " is claimed by "
        + name(hold.at())
        + " and "
        + name(hold.other())
        + " in turn ("
        + Moves.MOVE_LIMIT
        + " moves): two machines with one address, or a loop. For "
        + Moves.HOLD_MS / 1000
        + " s it is behind "
        + name(hold.at());
  }

  /** What is the matter with all stations that stay. */
  List<String> held(long nowMs) {
    return moves.holds(nowMs).stream().map(this::sentence).toList();
  }

  private static String address(Place place) {
    return place.ipaddr() instanceof IpField.Address ip ? ", its address is " + ip.text() : "";
  }

  /** Keeps those VTEPs in mind and no others. */
  void keep(Set<String> identities) {
    ages.keySet().retainAll(identities);
    names.keySet().retainAll(identities);
  }
}
