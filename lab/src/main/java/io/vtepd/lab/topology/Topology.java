package io.vtepd.lab.topology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All hosts of a lab in file order.
 *
 * @param file the file's name, for messages
 */
public record Topology(String file, List<Host> hosts) {

  public Topology {
    hosts = List.copyOf(hosts);
  }

  public List<String> hostNames() {
    return hosts.stream().map(Host::name).toList();
  }

  public List<Host.Router> routers() {
    return hosts.stream().flatMap(host -> of(host, Host.Router.class)).toList();
  }

  public List<Host.SwitchHost> switchHosts() {
    return hosts.stream().flatMap(host -> of(host, Host.SwitchHost.class)).toList();
  }

  public Optional<Host.SwitchHost> switchHost(String name) {
    return switchHosts().stream().filter(host -> host.name().equals(name)).findFirst();
  }

  public Optional<Host.Router> router(String name) {
    return routers().stream().filter(router -> router.name().equals(name)).findFirst();
  }

  public List<Guest> guests() {
    return switchHosts().stream().flatMap(host -> host.guests().stream()).toList();
  }

  public Optional<Guest> guest(String name) {
    return guests().stream().filter(guest -> guest.name().equals(name)).findFirst();
  }

  /** Hosts and guests: everything that has a namespace. */
  public List<String> nodeNames() {
    return Stream.concat(hostNames().stream(), guests().stream().map(Guest::name)).toList();
  }

  /** The hosts that serve a hardware_vtep database. */
  public List<Host.SwitchHost> vteps() {
    return switchHosts().stream().filter(host -> host.role().isVtep()).toList();
  }

  private static <T extends Host> Stream<T> of(Host host, Class<T> type) {
    return type.isInstance(host) ? Stream.of(type.cast(host)) : Stream.empty();
  }
}
