package io.vtepd.bridge.desired;

import io.vtepd.vtep.VtepSnapshot;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Logical routers, which no switch serves yet: each one with interfaces is a problem of all. */
final class RouterRules {

  private static final Place PLACE = new Place(Place.Kind.ROUTERS, "all");

  private RouterRules() {}

  static void compute(Collection<SwitchState> switches, VtepSnapshot snapshot) {
    Set<Problem> problems = new HashSet<>();
    snapshot.forEach(
        snapshot.tables().logicalRouter(),
        router -> {
          if (!router.switchBinding().isEmpty()) {
            problems.add(new Problem.UnservedRouter(router.uuid(), router.name()));
          }
        });
    switches.forEach(state -> state.facts().problemCounts().set(PLACE, problems));
  }
}
