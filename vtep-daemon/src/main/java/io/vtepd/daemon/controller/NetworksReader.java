package io.vtepd.daemon.controller;

import io.vtepd.tls.stream.Target;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.Vni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a file of networks; README.md of the module shows one. All faults are told at once. */
public final class NetworksReader {

  static final long FILE_LIMIT_BYTES = 16L << 20;
  static final int VTEP_LIMIT = 1_000;
  static final int NETWORK_LIMIT = 10_000;
  static final int PORT_LIMIT = 100_000;
  private static final int NAME_LIMIT = 255;
  private static final int FORMAT = 1;
  private static final int LAST_VLAN = 4_094;

  private final FileFields fields;

  /** Where each VNI and each binding was given first. */
  private final Map<Integer, Integer> vniLines = new HashMap<>();

  private final Map<PortBinding, Integer> bindingLines = new HashMap<>();

  private NetworksReader(String file) {
    this.fields = new FileFields(file);
  }

  /** Reads a file. */
  public static Networks read(Path file) throws IOException, NetworksException {
    if (Files.size(file) > FILE_LIMIT_BYTES) {
      String text = "the file has more than " + (FILE_LIMIT_BYTES >> 20) + " MiB. Shorten it.";
      throw new NetworksException(List.of(new FileProblem(file.toString(), 1, 1, text)));
    }
    return parse(file.toString(), Files.readString(file));
  }

  /** Reads a text as if it stood in a file of that name. */
  public static Networks parse(String file, String text) throws NetworksException {
    FileNode root = FileNodes.parse(file, text);
    NetworksReader reader = new NetworksReader(file);
    Networks networks = reader.networks(root);
    reader.fields.throwIfAny();
    return networks;
  }

  private Networks networks(FileNode root) {
    Map<String, FileNode> members =
        fields.members(root, "the file", List.of("format", "vteps", "bfd", "networks"));
    FileNode format = members.get("format");
    if (format == null) {
      fields.problem(root, "\"format\" is missing. Add \"format\": 1.");
    } else {
      fields.number(format, "\"format\"", FORMAT, FORMAT);
    }
    List<Target.Active> vteps = new ArrayList<>();
    for (FileNode item : fields.items(get(members, "vteps"), "\"vteps\"", VTEP_LIMIT)) {
      target(item)
          .ifPresent(target -> {
            if (vteps.contains(target)) {
              fields.problem(item, target + " stands there twice. Remove one.");
            }
            vteps.add(target);
          });
    }
    List<Network> networks = new ArrayList<>();
    if (members.containsKey("networks")) {
      List<FileNode.Member> all = fields.membersOf(members.get("networks"), "\"networks\"");
      if (all.size() > NETWORK_LIMIT) {
        fields.problem(members.get("networks"), "more than " + NETWORK_LIMIT + " networks.");
        return Networks.none();
      }
      all.forEach(member -> network(member).ifPresent(networks::add));
    }
    return new Networks(vteps, networks, get(members, "bfd").flatMap(this::bfd));
  }

  private static Optional<FileNode> get(Map<String, FileNode> members, String name) {
    return Optional.ofNullable(members.get(name));
  }

  private Optional<Target.Active> target(FileNode node) {
    Optional<String> text = fields.text(node, "a VTEP");
    try {
      return text.map(Target::parseActive);
    } catch (IllegalArgumentException e) {
      fields.problem(node, e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private Optional<Bfd> bfd(FileNode node) {
    if (node instanceof FileNode.Word word && word.word().matches("true|false")) {
      return Optional.of(word.word().equals("true") ? Bfd.ON : Bfd.OFF);
    }
    if (!(node instanceof FileNode.Obj)) {
      fields.problem(
          node,
          "\"bfd\" is " + node.kind() + ". Write true, false, or {\"min_rx\": MILLISECONDS}.");
      return Optional.empty();
    }
    Map<String, FileNode> members = fields.members(node, "\"bfd\"", List.of("min_rx", "min_tx"));
    return Optional.of(
        new Bfd(true, milliseconds(members, "min_rx"), milliseconds(members, "min_tx")));
  }

  private OptionalInt milliseconds(Map<String, FileNode> members, String name) {
    return get(members, name)
        .flatMap(node -> fields.number(node, "\"" + name + "\" (ms)", Bfd.LEAST_MS, Bfd.MOST_MS))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private Optional<Network> network(FileNode.Member member) {
    String name = member.name();
    if (name.isEmpty() || name.length() > NAME_LIMIT) {
      fields.problem(
          member.line(), member.column(), "the name has to have 1 to " + NAME_LIMIT + " letters.");
    }
    FileNode body = member.value();
    Map<String, FileNode> members =
        fields.members(body, "a network", List.of("vni", "ports", "endpoints"));
    Optional<Vni> vni = vni(body, members);
    List<PortBinding> ports = new ArrayList<>();
    for (FileNode item : fields.items(get(members, "ports"), "\"ports\"", PORT_LIMIT)) {
      port(item).ifPresent(ports::add);
    }
    List<Endpoint> endpoints = new ArrayList<>();
    for (FileNode item : fields.items(get(members, "endpoints"), "\"endpoints\"", VTEP_LIMIT)) {
      endpoint(item).ifPresent(endpoints::add);
    }
    return vni.map(it -> new Network(name, it, ports, endpoints));
  }

  private Optional<Vni> vni(FileNode body, Map<String, FileNode> members) {
    FileNode node = members.get("vni");
    if (node == null) {
      fields.problem(body, "\"vni\" is missing. Give the network a number that no other has.");
      return Optional.empty();
    }
    Optional<Integer> number = fields.number(node, "\"vni\"", 1, Vni.MAX);
    number.ifPresent(it -> {
      Integer first = vniLines.putIfAbsent(it, node.line());
      if (first != null) {
        fields.problem(
            node, "VNI " + it + " is that of the network on line " + first + ". Take another.");
      }
    });
    return number.map(Vni::new);
  }

  private Optional<PortBinding> port(FileNode node) {
    Map<String, FileNode> members =
        fields.members(node, "a port", List.of("switch", "port", "vlan"));
    if (!(node instanceof FileNode.Obj)) {
      return Optional.empty();
    }
    Optional<String> owner = fields.text(node, members, "switch");
    Optional<String> port = fields.text(node, members, "port");
    Optional<Integer> vlan =
        members.containsKey("vlan")
            ? fields.number(members.get("vlan"), "\"vlan\" (0: untagged)", 0, LAST_VLAN)
            : Optional.of(0);
    if (owner.isEmpty() || port.isEmpty() || vlan.isEmpty()) {
      return Optional.empty();
    }
    PortBinding binding = new PortBinding(owner.get(), port.get(), new VlanId(vlan.get()));
    Integer first = bindingLines.putIfAbsent(binding, node.line());
    if (first != null) {
      fields.problem(
          node,
          "port " + binding + " of " + owner.get() + " is bound on line " + first + ". Keep one.");
    }
    return Optional.of(binding);
  }

  private Optional<Endpoint> endpoint(FileNode node) {
    Map<String, FileNode> members = fields.members(node, "an endpoint", List.of("ip", "macs"));
    if (!(node instanceof FileNode.Obj)) {
      return Optional.empty();
    }
    Optional<Ipv4Address> ip =
        fields
            .text(node, members, "ip")
            .flatMap(text -> {
              Optional<Ipv4Address> parsed = Ipv4Address.parse(text).filter(Ipv4Address::isUnicast);
              if (parsed.isEmpty()) {
                fields.problem(
                    members.get("ip"), "\"" + text + "\" is no IPv4 address. Write 192.0.2.1.");
              }
              return parsed;
            });
    List<MacAddress> macs = new ArrayList<>();
    for (FileNode item : fields.items(get(members, "macs"), "\"macs\"", PORT_LIMIT)) {
      fields
          .text(item, "a MAC")
          .ifPresent(text ->
              MacAddress.parse(text)
                  .filter(mac -> !mac.isGroup() && !mac.isZero())
                  .ifPresentOrElse(
                      macs::add,
                      () ->
                          fields.problem(
                              item,
                              "\"" + text + "\" is no station's MAC. Write 00:11:22:33:44:55.")));
    }
    return ip.map(it -> new Endpoint(it, macs));
  }
}
