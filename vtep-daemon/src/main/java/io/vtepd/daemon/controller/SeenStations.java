package io.vtepd.daemon.controller;

import io.vtepd.vtep.IpField;
import java.util.HashMap;
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
  private long clock = Ages.UNKNOWN;

  /** What was seen so far. */
  Ages ages() {
    return Ages.of(ages);
  }

  /** Takes what a VTEP says now. */
  void onView(VtepView view, String name, Narrator narrator) {
    Optional<Map<Station, Long>> before = Optional.ofNullable(ages.get(view.identity()));
    Map<Station, Long> now = new HashMap<>();
    int news = 0;
    for (Map.Entry<Station, Place> entry : view.local().entrySet()) {
      Station station = entry.getKey();
      Long age = before.map(known -> known.get(station)).orElse(null);
      if (age == null) {
        age = before.isPresent() ? ++clock : Ages.UNKNOWN;
        if (news++ < NEWS_LIMIT) {
          narrator.heard(name, "station " + station + " is here" + address(entry.getValue()) + ".");
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
  }

  private static String address(Place place) {
    return place.ipaddr() instanceof IpField.Address ip ? ", its address is " + ip.text() : "";
  }

  /** Keeps those VTEPs in mind and no others. */
  void keep(Set<String> identities) {
    ages.keySet().retainAll(identities);
  }
}
