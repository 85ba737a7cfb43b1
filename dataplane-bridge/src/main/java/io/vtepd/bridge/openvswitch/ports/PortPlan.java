package io.vtepd.bridge.openvswitch.ports;

import io.vtepd.bridge.desired.Fact;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Mutation;
import io.vtepd.ovsdb.operation.Mutator;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What to change in Open vSwitch's database so that a bridge has exactly the tunnel ports that it
 * shall have. Ports that the appliance did not make are not touched. Pure.
 */
public final class PortPlan {

  private static final String VXLAN = "vxlan";
  private static final int NAME_TRIES = 1_000;

  private final OvsBridge bridge;
  private final OvsTables tables;
  private final RandomGenerator uuids;
  private final List<Operation> operations = new ArrayList<>();
  private final Set<String> names;
  private final Set<Atom> added = new HashSet<>();
  private final Set<Atom> removed = new HashSet<>();
  private boolean bfdChanged;

  private PortPlan(OvsView view, OvsBridge bridge, OvsTables tables, RandomGenerator uuids) {
    this.bridge = bridge;
    this.tables = tables;
    this.uuids = uuids;
    this.names = new HashSet<>(view.portNames());
  }

  /**
   * @param tunnels all tunnels of the bridge
   * @param uuids where the UUIDs of new rows come from
   * @return one transaction; empty if nothing is to be done
   */
  public static List<Operation> plan(
      OvsView view,
      OvsBridge bridge,
      Collection<Fact.Tunnel> tunnels,
      OvsTables tables,
      RandomGenerator uuids) {
    return new PortPlan(view, bridge, tables, uuids).plan(tunnels);
  }

  /** Removes every port of the bridge that the appliance made, and leaves the rest as it is. */
  public static List<Operation> removal(OvsBridge bridge, OvsTables tables) {
    Set<Atom> ports = new HashSet<>();
    bridge.ports().stream().filter(OvsPort::managed).forEach(port -> ports.add(port.uuid()));
    return ports.isEmpty() ? List.of() : List.of(mutation(bridge, tables, Mutator.DELETE, ports));
  }

  private List<Operation> plan(Collection<Fact.Tunnel> tunnels) {
    Map<Ipv4Address, List<OvsPort>> present = new TunnelPorts(bridge).byRemote();
    Map<Ipv4Address, Fact.Tunnel> wanted = new TreeMap<>();
    tunnels.forEach(tunnel -> wanted.put(tunnel.remote(), tunnel));
    Set<Uuid> kept = new HashSet<>();
    for (Fact.Tunnel tunnel : wanted.values()) {
      plan(tunnel, present.getOrDefault(tunnel.remote(), List.of()))
          .forEach(port -> kept.add(port.uuid()));
    }
    bridge.ports().stream()
        .filter(port -> port.managed() && !kept.contains(port.uuid()))
        .forEach(port -> removed.add(port.uuid()));
    mutatePorts(Mutator.INSERT, added);
    mutatePorts(Mutator.DELETE, removed);
    if (!bridge.isSecure()) {
      Map<ColumnSchema, Datum> failMode =
          Map.of(tables.bridge().failMode(), text(OvsBridge.SECURE));
      operations.add(
          new Operation.Update(tables.bridge().schema(), Condition.row(bridge.uuid()), failMode));
    }
    if (bfdChanged) {
      operations.add(wakeUp(tables.root()));
    }
    return List.copyOf(operations);
  }

  /**
   * Plans the ports of one tunnel, one for each end: Open vSwitch takes frames at a port's address
   * alone. A port whose address is none any more gets one that has no port.
   *
   * @return those that stay
   */
  private List<OvsPort> plan(Fact.Tunnel tunnel, List<OvsPort> present) {
    Map<Ipv4Address, OvsPort> byEnd = new HashMap<>();
    Deque<OvsPort> spare = new ArrayDeque<>();
    for (OvsPort port : present) {
      Optional<Ipv4Address> end = TunnelPorts.local(port).filter(tunnel.ends()::contains);
      if (end.isEmpty() || byEnd.putIfAbsent(end.get(), port) != null) {
        spare.add(port);
      }
    }
    List<OvsPort> kept = new ArrayList<>();
    for (Ipv4Address end : tunnel.ends()) {
      OvsPort port = byEnd.containsKey(end) ? byEnd.get(end) : spare.poll();
      if (port == null) {
        add(tunnel, end);
      } else {
        kept.add(port);
        correct(port, tunnel, end);
      }
    }
    return kept;
  }

  /** Makes the switch say when it has done all that. */
  private static Operation wakeUp(OvsTables.RootTable root) {
    Mutation next = new Mutation(root.nextConfiguration(), Mutator.ADD, new IntegerAtom(1));
    return new Operation.Mutate(root.schema(), Condition.everyRow(), List.of(next));
  }

  /**
   * Whether the plan changes how BFD packets are known: when {@link OvsView#carriedOut} says that
   * it is done, frames that the switch has seen before have to be looked at anew.
   */
  public static boolean changesBfd(List<Operation> plan, OvsTables tables) {
    return plan.contains(wakeUp(tables.root()));
  }

  private void mutatePorts(Mutator mutator, Set<Atom> ports) {
    if (!ports.isEmpty()) {
      operations.add(mutation(bridge, tables, mutator, ports));
    }
  }

  private static Operation mutation(
      OvsBridge bridge, OvsTables tables, Mutator mutator, Set<Atom> ports) {
    return new Operation.Mutate(
        tables.bridge().schema(),
        Condition.row(bridge.uuid()),
        List.of(new Mutation(tables.bridge().ports(), mutator, Datum.set(ports))));
  }

  private void add(Fact.Tunnel tunnel, Ipv4Address end) {
    String name = freeName(tunnel.remote());
    names.add(name);
    Uuid iface = Uuid.random(uuids);
    Uuid port = Uuid.random(uuids);
    Map<ColumnSchema, Datum> ifaceRow =
        Map.of(
            tables.iface().name(), text(name),
            tables.iface().type(), text(VXLAN),
            tables.iface().options(), texts(options(tunnel, end)),
            tables.iface().bfd(), texts(bfd(tunnel, end)),
            tables.iface().externalIds(), managed());
    Map<ColumnSchema, Datum> portRow =
        Map.of(
            tables.port().name(), text(name),
            tables.port().interfaces(), iface,
            tables.port().externalIds(), managed());
    operations.add(new Operation.Insert(tables.iface().schema(), iface, ifaceRow));
    operations.add(new Operation.Insert(tables.port().schema(), port, portRow));
    added.add(port);
  }

  /** {@code vx} and the remote address in hex; with a suffix if somebody else has that. */
  private String freeName(Ipv4Address remote) {
    String name = String.format("vx%08x", remote.bits());
    for (int i = 1; names.contains(name) && i < NAME_TRIES; i++) {
      name = String.format("vx%08x_%d", remote.bits(), i);
    }
    return name;
  }

  /** Puts back what somebody changed; options that are not ours are left as they are. */
  private void correct(OvsPort port, Fact.Tunnel tunnel, Ipv4Address end) {
    Map<String, String> options = new HashMap<>(port.options());
    options.putAll(options(tunnel, end));
    Map<ColumnSchema, Datum> changes = new HashMap<>();
    if (!options.equals(port.options())) {
      changes.put(tables.iface().options(), texts(options));
    }
    Map<String, String> bfd = bfd(tunnel, end);
    if (!bfd.equals(port.bfd())) {
      changes.put(tables.iface().bfd(), texts(bfd));
      bfdChanged = true;
    }
    if (!port.type().equals(VXLAN)) {
      changes.put(tables.iface().type(), text(VXLAN));
    }
    if (!changes.isEmpty()) {
      operations.add(
          new Operation.Update(
              tables.iface().schema(), Condition.row(port.interfaceUuid()), changes));
    }
  }

  /** BFD runs where frames are sent from. */
  private static Map<String, String> bfd(Fact.Tunnel tunnel, Ipv4Address end) {
    return end.equals(tunnel.local()) ? Bfd.config(tunnel) : Map.of();
  }

  private static Map<String, String> options(Fact.Tunnel tunnel, Ipv4Address end) {
    return Map.of(
        TunnelPorts.REMOTE_IP,
        tunnel.remote().toString(),
        TunnelPorts.LOCAL_IP,
        end.toString(),
        "key",
        "flow");
  }

  private static Datum text(String text) {
    return new StringAtom(text);
  }

  private static MapDatum managed() {
    return texts(Map.of(OvsView.MANAGED_KEY, "true"));
  }

  private static MapDatum texts(Map<String, String> texts) {
    Map<Atom, Atom> atoms = new HashMap<>();
    texts.forEach((key, value) -> atoms.put(new StringAtom(key), new StringAtom(value)));
    return Datum.map(atoms);
  }
}
