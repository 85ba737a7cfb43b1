package io.vtepd.lab.scenario;

import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.HostProcess;
import io.vtepd.lab.topology.Topology;
import io.vtepd.lab.yaml.Node;
import io.vtepd.lab.yaml.Problems;
import java.util.List;
import java.util.Optional;

/**
 * Looks names up in the topology. Without a topology (it has faults of its own) every name passes,
 * as nothing can be said about it.
 */
final class Names {

  private final Optional<Topology> topology;
  private final Problems problems;

  Names(Optional<Topology> topology, Problems problems) {
    this.topology = topology;
    this.problems = problems;
  }

  Optional<Topology> topology() {
    return topology;
  }

  /** A host of kind controller. */
  Optional<String> controller(Node.Scalar name) {
    return known(
        name,
        "controller",
        topology.map(t -> t.controllers().stream().map(Host.Controller::name).toList()));
  }

  /** A host that runs long-running programs. */
  Optional<String> processHost(Node.Scalar name) {
    boolean controller = topology.flatMap(t -> t.controller(name.text())).isPresent();
    return controller ? Optional.of(name.text()) : switchHost(name);
  }

  /** A host with a switch. */
  Optional<String> switchHost(Node.Scalar name) {
    if (topology.flatMap(t -> t.controller(name.text())).isPresent()) {
      problems.add(
          name.at(),
          "host \""
              + name.text()
              + "\" is a controller and has no switch. Use one of "
              + String.join(", ", switchHosts(topology.get()))
              + ".");
      return Optional.empty();
    }
    if (topology.isPresent() && topology.get().router(name.text()).isPresent()) {
      problems.add(
          name.at(),
          "host \""
              + name.text()
              + "\" is a router and has no switch. Use one of "
              + String.join(", ", switchHosts(topology.get()))
              + ".");
      return Optional.empty();
    }
    return known(name, "host", topology.map(Topology::hostNames));
  }

  /** A host with a hardware_vtep database. */
  Optional<String> vtep(Node.Scalar name) {
    Optional<String> host = switchHost(name);
    boolean plain =
        host.flatMap(given -> topology.flatMap(t -> t.switchHost(given)))
            .filter(found -> !found.role().isVtep())
            .isPresent();
    if (plain) {
      problems.add(
          name.at(),
          "host \""
              + name.text()
              + "\" is a hypervisor and has no hardware_vtep database."
              + " Name a host of kind vtep or reference.");
      return Optional.empty();
    }
    return host;
  }

  Optional<String> guest(Node.Scalar name) {
    return known(name, "guest", topology.map(t -> t.guests().stream().map(Guest::name).toList()));
  }

  /** Whoever asks for an address needs a server somewhere, though perhaps out of reach. */
  void someDhcpServer(Node.Scalar client) {
    if (topology.isPresent() && topology.get().dhcpServers().isEmpty()) {
      problems.add(
          client.at(),
          "no guest of "
              + topology.get().file()
              + " is a DHCP server. Give one a \"dhcp: {from: ADDRESS}\" there.");
    }
  }

  /** Two guests are two places of one machine. */
  void sameMachine(String from, Node.Scalar to) {
    Optional<Guest> here = topology.flatMap(t -> t.guest(from));
    Optional<Guest> there = topology.flatMap(t -> t.guest(to.text()));
    if (here.isPresent() && there.isPresent()) {
      boolean same =
          here.get().mac().equals(there.get().mac()) && here.get().ip().equals(there.get().ip());
      if (!same || from.equals(to.text())) {
        problems.add(
            to.at(),
            "\"%s\" and \"%s\" are not two places of one machine. ".formatted(from, to.text())
                + "Name two guests with the same mac and ip.");
      }
    }
  }

  /** Any host or guest. */
  Optional<String> node(Node.Scalar name) {
    return known(name, "host or guest", topology.map(Topology::nodeNames));
  }

  /** A node with one cable: all but routers. */
  Optional<String> cabled(Node.Scalar name) {
    if (topology.flatMap(t -> t.router(name.text())).isPresent()) {
      problems.add(
          name.at(),
          "\"" + name.text() + "\" is a router with several links. Name the host behind one.");
      return Optional.empty();
    }
    return node(name);
  }

  /** A router with a cable to another one. */
  Optional<String> linked(Node.Scalar name, Node.Scalar to) {
    boolean linked =
        topology.isEmpty()
            || topology.get().routers().stream()
                .anyMatch(router ->
                    (router.name().equals(name.text()) && router.links().contains(to.text()))
                        || (router.name().equals(to.text())
                            && router.links().contains(name.text())));
    if (!linked) {
      problems.add(
          to.at(),
          "no link leads from \""
              + name.text()
              + "\" to \""
              + to.text()
              + "\". Name two routers, of which one has the other in its \"links\".");
      return Optional.empty();
    }
    return Optional.of(name.text());
  }

  /** A node, if it is a host with a hardware_vtep database. */
  Optional<String> vtepAmong(String node) {
    return topology.stream()
        .flatMap(t -> t.vteps().stream())
        .map(Host.SwitchHost::name)
        .filter(node::equals)
        .findFirst();
  }

  /** Where packets can be seen: a router or a guest. */
  Optional<String> viewpoint(Node.Scalar name) {
    boolean attached =
        topology.stream()
            .flatMap(t -> t.attached().stream())
            .anyMatch(host -> host.name().equals(name.text()));
    if (attached) {
      problems.add(
          name.at(),
          "packets are seen on a router or a guest, \""
              + name.text()
              + "\" is neither."
              + " Use its router or one of its guests.");
      return Optional.empty();
    }
    return node(name);
  }

  /** The router that a host is behind: where its controllers speak from. */
  String routerOf(String host) {
    return topology.flatMap(t -> t.switchHost(host)).map(Host.SwitchHost::via).orElse("");
  }

  /** The programs that run on a host. */
  List<String> processes(String host) {
    if (topology.flatMap(t -> t.controller(host)).isPresent()) {
      return List.of(HostProcess.CONTROLLER.program());
    }
    return topology
        .flatMap(t -> t.switchHost(host))
        .map(found -> found.role().processes().stream().map(HostProcess::program).toList())
        .orElse(HostProcess.programs());
  }

  /** The only host with a hardware_vtep database, if there is one only. */
  Optional<String> onlyVtep() {
    List<Host.SwitchHost> vteps = topology.map(Topology::vteps).orElse(List.of());
    return vteps.size() == 1 ? Optional.of(vteps.getFirst().name()) : Optional.empty();
  }

  private Optional<String> known(Node.Scalar name, String what, Optional<List<String>> candidates) {
    if (candidates.isPresent() && !candidates.get().contains(name.text())) {
      problems.add(
          name.at(),
          "no "
              + what
              + " \""
              + name.text()
              + "\". "
              + topology.map(Topology::file).orElse("It")
              + " has "
              + String.join(", ", candidates.get())
              + ": use one, or add it there.");
      return Optional.empty();
    }
    return Optional.of(name.text());
  }

  private static List<String> switchHosts(Topology topology) {
    return topology.switchHosts().stream().map(Host.SwitchHost::name).toList();
  }
}
