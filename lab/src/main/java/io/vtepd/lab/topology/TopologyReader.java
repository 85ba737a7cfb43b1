package io.vtepd.lab.topology;

import io.vtepd.lab.yaml.Fields;
import io.vtepd.lab.yaml.FormatKey;
import io.vtepd.lab.yaml.Node;
import io.vtepd.lab.yaml.Problems;
import io.vtepd.lab.yaml.Suggestion;
import io.vtepd.lab.yaml.TreeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a topology file: every fault of it is in {@link Problems}, then there is no topology. */
public final class TopologyReader {

  private final Problems problems;
  private final Values values;
  private final TopologyCheck check;
  private final GuestReader guests;

  private TopologyReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.check = new TopologyCheck(problems);
    this.guests = new GuestReader(values, check, problems);
  }

  /** Reads and checks a file. */
  public static Optional<Topology> read(Path path, Problems problems) throws IOException {
    Problems own = new Problems();
    String file = path.getFileName().toString();
    Optional<Node> root = TreeReader.read(path, own);
    Optional<Topology> topology =
        root.flatMap(node -> new TopologyReader(own).topology(file, node));
    own.all().forEach(problem -> problems.add(problem.at(), problem.text()));
    return own.isEmpty() ? topology : Optional.empty();
  }

  private Optional<Topology> topology(String file, Node root) {
    Optional<Fields> top = Fields.of(root, "the topology", problems);
    if (top.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = top.get();
    FormatKey.check(fields, problems);
    List<Host> hosts = new ArrayList<>();
    Optional<Node> listed = fields.required("hosts");
    fields.done();
    if (listed.isPresent() && listed.get() instanceof Node.Mapping mapping) {
      mapping.entries().forEach(entry -> host(entry).ifPresent(hosts::add));
    } else {
      listed.ifPresent(
          node -> problems.add(node.at(), "\"hosts\" is " + node.kind() + ". Write NAME: {...}."));
    }
    Topology topology = new Topology(file, hosts);
    check.whole(topology);
    return Optional.of(topology);
  }

  private Optional<Host> host(Node.Entry entry) {
    values.name("host", entry.at(), entry.key());
    check.node(entry.key(), "host", entry.at());
    Optional<Fields> fields = Fields.of(entry.value(), "host \"" + entry.key() + "\"", problems);
    Optional<Node.Scalar> kind = fields.flatMap(given -> given.requiredText("kind"));
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    if (kind.get().text().equals("router")) {
      List<String> links = links(entry.key(), fields.get());
      fields.get().done();
      return Optional.of(new Host.Router(entry.key(), links));
    }
    if (kind.get().text().equals("controller")) {
      return controller(entry.key(), fields.get());
    }
    for (Role role : Role.values()) {
      if (role.kind().equals(kind.get().text())) {
        return switchHost(entry.key(), role, fields.get());
      }
    }
    List<String> kinds = List.of("vtep", "reference", "hypervisor", "ovn", "router", "controller");
    problems.add(
        kind.get().at(),
        "unknown kind \"" + kind.get().text() + "\"." + Suggestion.hint(kind.get().text(), kinds));
    return Optional.empty();
  }

  /** An address, the router that it leads to, and how. */
  private record Underlay(Ipv4Prefix ip, String via, Cable cable) {}

  private Optional<Underlay> underlay(String name, Fields fields) {
    Optional<Fields> underlay =
        fields.required("underlay").flatMap(node -> Fields.of(node, "the underlay", problems));
    Optional<Ipv4Prefix> ip = underlay.flatMap(u -> u.requiredText("ip")).flatMap(values::prefix);
    Optional<Node.Scalar> via = underlay.flatMap(u -> u.requiredText("via"));
    Cable cable =
        new Cable(
            underlay.flatMap(u -> u.optionalText("rate")).flatMap(values::rate),
            underlay.flatMap(u -> u.optionalText("delay")).flatMap(values::delay));
    underlay.ifPresent(Fields::done);
    via.ifPresent(check::via);
    if (ip.isPresent() && underlay.isPresent()) {
      check.underlay(name, ip.get(), underlay.get().mapping().at());
    }
    return ip.flatMap(address -> via.map(router -> new Underlay(address, router.text(), cable)));
  }

  private Optional<Host> controller(String name, Fields fields) {
    Optional<Underlay> underlay = underlay(name, fields);
    fields.done();
    return underlay.map(it -> new Host.Controller(name, it.ip(), it.via(), it.cable()));
  }

  private Optional<Host> switchHost(String name, Role role, Fields fields) {
    Optional<Underlay> underlay = underlay(name, fields);
    Optional<String> bridge =
        fields.requiredText("bridge").flatMap(text -> values.interfaceName("bridge", text));
    List<Tunnel> tunnels = role == Role.HYPERVISOR ? tunnels(fields) : List.of();
    if (role == Role.OVN) {
      check.ovn(name, fields.mapping().at());
    }
    List<Guest> behind = guests.read(name, fields);
    fields.done();
    if (underlay.isEmpty() || bridge.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Host.SwitchHost(
            name,
            role,
            underlay.get().ip(),
            underlay.get().via(),
            underlay.get().cable(),
            bridge.get(),
            tunnels,
            behind));
  }

  private List<String> links(String router, Fields fields) {
    List<String> links = new ArrayList<>();
    Optional<Node> listed = fields.optional("links");
    if (listed.isPresent() && listed.get() instanceof Node.Sequence sequence) {
      for (Node item : sequence.items()) {
        if (item instanceof Node.Scalar other) {
          check.link(router, other);
          links.add(other.text());
        } else {
          problems.add(item.at(), "a link is " + item.kind() + ". Write a router's name.");
        }
      }
    } else {
      listed.ifPresent(
          node -> problems.add(node.at(), "\"links\" is " + node.kind() + ". Write a list."));
    }
    return links;
  }

  private List<Tunnel> tunnels(Fields host) {
    List<Tunnel> tunnels = new ArrayList<>();
    Optional<Node> listed = host.optional("tunnels");
    if (listed.isPresent() && listed.get() instanceof Node.Sequence sequence) {
      for (Node item : sequence.items()) {
        Optional<Fields> fields = Fields.of(item, "a tunnel of " + host.owner(), problems);
        Optional<Node.Scalar> to = fields.flatMap(f -> f.requiredText("to"));
        Optional<Integer> ofport =
            fields.flatMap(f -> f.requiredText("ofport")).flatMap(values::ofport);
        fields.ifPresent(Fields::done);
        to.ifPresent(check::tunnelEnd);
        if (to.isPresent() && ofport.isPresent()) {
          tunnels.add(new Tunnel(to.get().text(), ofport.get()));
        }
      }
    } else {
      listed.ifPresent(
          node -> problems.add(node.at(), "\"tunnels\" is " + node.kind() + ". Write a list."));
    }
    return tunnels;
  }
}
