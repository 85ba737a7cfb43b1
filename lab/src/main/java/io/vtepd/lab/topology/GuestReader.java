package io.vtepd.lab.topology;

import io.vtepd.lab.yaml.Fields;
import io.vtepd.lab.yaml.Node;
import io.vtepd.lab.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the guests of a host. */
final class GuestReader {

  private final Values values;
  private final TopologyCheck check;
  private final Problems problems;

  GuestReader(Values values, TopologyCheck check, Problems problems) {
    this.values = values;
    this.check = check;
    this.problems = problems;
  }

  /** All guests of a host. */
  List<Guest> read(String host, Fields fields) {
    List<Guest> guests = new ArrayList<>();
    Optional<Node> listed = fields.optional("guests");
    if (listed.isPresent() && listed.get() instanceof Node.Mapping mapping) {
      mapping.entries().forEach(entry -> guest(host, entry).ifPresent(guests::add));
    } else {
      listed.ifPresent(
          node -> problems.add(node.at(), "\"guests\" is " + node.kind() + ". Write NAME: {...}."));
    }
    return guests;
  }

  private Optional<Guest> guest(String host, Node.Entry entry) {
    values.name("guest", entry.at(), entry.key());
    check.node(entry.key(), "guest", entry.at());
    Optional<Fields> fields = Fields.of(entry.value(), "guest \"" + entry.key() + "\"", problems);
    Optional<Node.Scalar> portText = fields.flatMap(f -> f.requiredText("port"));
    Optional<String> port = portText.flatMap(text -> values.interfaceName("port", text));
    Optional<Ipv4Prefix> ip = fields.flatMap(f -> f.requiredText("ip")).flatMap(values::prefix);
    Optional<MacAddress> mac = fields.flatMap(f -> f.requiredText("mac")).flatMap(values::mac);
    Optional<Node.Scalar> vlanText = fields.flatMap(f -> f.optionalText("vlan"));
    OptionalInt vlan =
        vlanText.flatMap(values::vlan).map(OptionalInt::of).orElse(OptionalInt.empty());
    boolean attached = fields.map(f -> f.optionalFlag("attached", true)).orElse(true);
    if (!attached && vlan.isPresent()) {
      check.alwaysAttached(vlanText.orElseThrow());
    }
    Optional<DhcpPool> dhcp = fields.flatMap(f -> dhcp(f, ip));
    fields.ifPresent(Fields::done);
    portText.ifPresent(text -> check.port(host, text, vlan));
    if (port.isEmpty() || ip.isEmpty() || mac.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Guest(entry.key(), port.get(), attached, vlan, ip.get(), mac.get(), dhcp));
  }

  private Optional<DhcpPool> dhcp(Fields guest, Optional<Ipv4Prefix> ip) {
    Optional<Fields> pool =
        guest
            .optional("dhcp")
            .flatMap(node -> Fields.of(node, "\"dhcp\" of " + guest.owner(), problems));
    if (pool.isEmpty()) {
      return Optional.empty();
    }
    Optional<Node.Scalar> from = pool.get().requiredText("from");
    Optional<Node.Scalar> to = pool.get().optionalText("to").or(() -> from);
    pool.get().done();
    if (from.isEmpty() || ip.isEmpty()) {
      return Optional.empty();
    }
    return values.pool(ip.get(), from.get(), to.get());
  }
}
