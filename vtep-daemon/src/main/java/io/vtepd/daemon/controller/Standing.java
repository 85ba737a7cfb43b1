package io.vtepd.daemon.controller;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/** How a controller stands, in lines for people. */
final class Standing {

  private Standing() {}

  static String text(Networks networks, List<Vtep> vteps, List<String> held) {
    StringJoiner lines = new StringJoiner("\n");
    for (Vtep vtep : vteps) {
      lines.add("vtep " + vtep.name() + (vtep.isConnected() ? " connected" : " not connected"));
      vtep.view()
          .ifPresent(view ->
              new TreeMap<>(view.switches())
                  .forEach((name, ends) -> lines.add("  switch " + name + " " + ends)));
      vtep.obstacles().forEach(obstacle -> lines.add("  ! " + obstacle));
      if (vtep.leftOut() > 0) {
        lines.add("  ! " + vtep.leftOut() + " stations are beyond the limit, nobody is told");
      }
    }
    held.forEach(sentence -> lines.add("! " + sentence));
    for (Network network : networks.networks()) {
      lines.add("network " + network.name() + " VNI " + network.vni());
      for (PortBinding port : network.ports().stream().sorted().toList()) {
        boolean seen =
            vteps.stream()
                .flatMap(vtep -> vtep.view().stream())
                .anyMatch(view -> view.switches().containsKey(port.switchName()));
        lines.add(
            "  port " + port.switchName() + " " + port + (seen ? "" : " (switch not seen yet)"));
      }
      vteps.stream()
          .flatMap(vtep -> vtep.view().stream())
          .flatMap(view -> view.local().entrySet().stream())
          .filter(entry -> entry.getKey().network().equals(network.name()))
          .map(entry -> "  station " + entry.getKey().mac() + " behind " + entry.getValue().ip())
          .sorted()
          .forEach(lines::add);
    }
    return Optional.of(lines.toString()).filter(text -> !text.isEmpty()).orElse("nothing");
  }
}
