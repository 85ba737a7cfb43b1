package io.vtepd.lab.topology;

import io.vtepd.lab.topology.Host.SwitchHost;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All hosts of a lab in file order.
 *
 * @param file the file's name, for messages
 * @param nic when this is one host alone: the machine's own interface that leads to its router,
 *     which is another machine
 * @param elsewhere then, the file's other hosts, which are on machines of their own
 */
public record Topology(
    String file, List<Host> hosts, Optional<String> nic, List<SwitchHost> elsewhere) {

  public Topology {
    hosts = List.copyOf(hosts);
    elsewhere = List.copyOf(elsewhere);
  }

  /** All hosts of a file, on this machine. */
  public Topology(String file, List<Host> hosts) {
    this(file, hosts, Optional.empty(), List.of());
  }

  /** One host with its guests, as on a machine that is this host and no other. */
  public Topology alone(SwitchHost host, String ownInterface) {
    List<SwitchHost> others = switchHosts().stream().filter(each -> !each.equals(host)).toList();
    return new Topology(file, List.of(host), Optional.of(ownInterface), others);
  }

  public List<String> hostNames() {
    return hosts.stream().map(Host::name).toList();
  }

  public List<Host.Router> routers() {
    return hosts.stream().flatMap(host -> of(host, Host.Router.class)).toList();
  }

  public List<SwitchHost> switchHosts() {
    return hosts.stream().flatMap(host -> of(host, SwitchHost.class)).toList();
  }

  /** All but routers. */
  public List<Host.Attached> attached() {
    return hosts.stream().flatMap(host -> of(host, Host.Attached.class)).toList();
  }

  /** Those whose cable has a rate or a delay; none when the cable is the machine's own. */
  public List<Host.Attached> slowed() {
    return attached().stream()
        .filter(host -> nic.isEmpty() && !host.cable().equals(Cable.PLAIN))
        .toList();
  }

  public List<Host.Controller> controllers() {
    return hosts.stream().flatMap(host -> of(host, Host.Controller.class)).toList();
  }

  public Optional<Host.Controller> controller(String name) {
    return controllers().stream().filter(host -> host.name().equals(name)).findFirst();
  }

  public Optional<SwitchHost> switchHost(String name) {
    return switchHosts().stream().filter(host -> host.name().equals(name)).findFirst();
  }

  /** Where a tunnel leads to: a host here or elsewhere. */
  public Optional<SwitchHost> tunnelEnd(String name) {
    return Stream.concat(switchHosts().stream(), elsewhere.stream())
        .filter(host -> host.name().equals(name))
        .findFirst();
  }

  public Optional<Host.Router> router(String name) {
    return routers().stream().filter(router -> router.name().equals(name)).findFirst();
  }

  public List<Guest> guests() {
    return switchHosts().stream().flatMap(host -> host.guests().stream()).toList();
  }

  /** Those that give addresses away. */
  public List<Guest> dhcpServers() {
    return guests().stream().filter(guest -> guest.dhcp().isPresent()).toList();
  }

  public Optional<Guest> guest(String name) {
    return guests().stream().filter(guest -> guest.name().equals(name)).findFirst();
  }

  /** Hosts and guests: everything that has a namespace. */
  public List<String> nodeNames() {
    return Stream.concat(hostNames().stream(), guests().stream().map(Guest::name)).toList();
  }

  /** The hosts that serve a hardware_vtep database. */
  public List<SwitchHost> vteps() {
    return switchHosts().stream().filter(host -> host.role().isVtep()).toList();
  }

  private static <T extends Host> Stream<T> of(Host host, Class<T> type) {
    return type.isInstance(host) ? Stream.of(type.cast(host)) : Stream.empty();
  }
}
