package io.vtepd.daemon.controller;

import io.vtepd.tls.stream.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a file of networks says.
 *
 * @param vteps servers to dial; others may dial us
 * @param bfd what tunnels between VTEPs are watched by; if it is not said, they are left as they
 *     are
 */
public record Networks(List<Target.Active> vteps, List<Network> networks, Optional<Bfd> bfd) {

  public Networks {
    vteps = List.copyOf(vteps);
    networks = List.copyOf(networks);
  }

  /** Networks whose tunnels are left as they are. */
  public Networks(List<Target.Active> vteps, List<Network> networks) {
    this(vteps, networks, Optional.empty());
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
