package io.vtepd.lab.net;

import io.vtepd.lab.topology.Host;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The routes of routers to underlay networks behind other routers: by each cable that leads there,
 * the shortest path first, of equal ones that whose cable stands first in the file.
 */
public final class Routes {

  private static final int METRIC_A_HOP = 100;

  private final Plan plan;

  public Routes(Plan plan) {
    this.plan = plan;
  }

  /** A shell script for the router's namespace; it may be run again. */
  public String of(String router) {
    StringBuilder script = new StringBuilder();
    List<Plan.Trunk> trunks = plan.trunksOf(router);
    for (Host.Attached host : plan.topology().attached()) {
      if (host.via().equals(router)) {
        continue;
      }
      for (int i = 0; i < trunks.size(); i++) {
        String next = trunks.get(i).beyond(router);
        OptionalInt hops = hops(next, host.via(), router);
        if (hops.isPresent()) {
          script.append(
              "ip route replace %s via %s dev %s metric %d%n"
                  .formatted(
                      host.underlay().network(),
                      trunks.get(i).addressOf(next).address(),
                      trunks.get(i).device(),
                      METRIC_A_HOP * (hops.getAsInt() + 1) + i));
        }
      }
    }
    return script.toString();
  }

  /** Cables from one router to another on the shortest path that avoids a third. */
  private OptionalInt hops(String from, String to, String but) {
    Map<String, Integer> seen = new HashMap<>(Map.of(but, 0, from, 0));
    Deque<String> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      String router = next.remove();
      if (router.equals(to)) {
        return OptionalInt.of(seen.get(router));
      }
      for (Plan.Trunk trunk : plan.trunksOf(router)) {
        if (seen.putIfAbsent(trunk.beyond(router), seen.get(router) + 1) == null) {
          next.add(trunk.beyond(router));
        }
      }
    }
    return OptionalInt.empty();
  }
}
