package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.openvswitch.pipeline.LearnedAt;
import java.util.Set;

/**
 * Learned flows that the bundle on its way removes. The flow monitor only hints at what we do
 * ourselves, at the very place in its stream where it happened; a station that is seen again right
 * after that is told after the hint.
 *
 * @param stations that have become remote
 * @param places where nothing is learned any more
 */
record Forgets(Set<FactId.Unicast> stations, Set<LearnedAt> places) {

  static final Forgets NOTHING = new Forgets(Set.of(), Set.of());

  Forgets {
    stations = Set.copyOf(stations);
    places = Set.copyOf(places);
  }
}
