package io.vtepd.daemon.controller;

import io.vtepd.tls.stream.Target;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a file of networks says.
 *
 * @param vteps servers to dial; others may dial us
 */
public record Networks(List<Target.Active> vteps, List<Network> networks) {

  public Networks {
    vteps = List.copyOf(vteps);
    networks = List.copyOf(networks);
  }

  /** No network: all that was made goes. */
  public static Networks none() {
    return new Networks(List.of(), List.of());
  }

  /** The names of all Physical_Switches that the networks name. */
  Set<String> switchNames() {
    return networks.stream()
        .flatMap(network -> network.ports().stream())
        .map(PortBinding::switchName)
        .collect(Collectors.toSet());
  }
}
