package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openvswitch.pipeline.PortNumbers;
import io.vtepd.bridge.openvswitch.ports.Bfd;
import io.vtepd.bridge.openvswitch.ports.OvsBridge;
import io.vtepd.bridge.openvswitch.ports.OvsPort;
import io.vtepd.bridge.openvswitch.ports.OvsTables;
import io.vtepd.bridge.openvswitch.ports.OvsView;
import io.vtepd.bridge.openvswitch.ports.PortPlan;
import io.vtepd.bridge.openvswitch.ports.TunnelPorts;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.vtep.Ipv4Address;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tunnel ports of one bridge as they shall be, and tells which ports there are. One
 * transaction at a time: the next one is planned from what became of the last. Confined to the
 * driver's loop.
 */
final class SwitchPorts {

  private static final Logger LOG = LoggerFactory.getLogger(SwitchPorts.class);
  private static final long FIRST_RETRY_MS = 1_000;
  private static final long LAST_RETRY_MS = 4_000;

  private record Tables(OvsView view, OvsTables tables) {}

  private final String name;
  private final DriverContext context;
  private final Consumer<BridgeEvent> events;
  private final Runnable bfdChanged;
  private final Map<Ipv4Address, Fact.Tunnel> tunnels = new HashMap<>();
  private final Map<Ipv4Address, BridgeEvent> tunnelsTold = new HashMap<>();
  private final Map<Ipv4Address, Map<String, String>> bfdTold = new HashMap<>();
  private final Set<String> portsTold = new HashSet<>();
  private Optional<Tables> current = Optional.empty();
  private Optional<OvsBridge> bridge = Optional.empty();
  private boolean busy;
  private boolean planWanted;
  private boolean abandoned;

  /** BFD of ports was changed, and the switch has not said that it has done so. */
  private boolean bfdChanging;

  private boolean closed;
  private long retryMs = FIRST_RETRY_MS;
  private String lastRefusal = "";

  /**
   * @param bfdChanged told when the switch knows BFD packets by other signs than before
   */
  SwitchPorts(
      String name, DriverContext context, Consumer<BridgeEvent> events, Runnable bfdChanged) {
    this.name = name;
    this.context = context;
    this.events = events;
    this.bfdChanged = bfdChanged;
  }

  Optional<OvsBridge> bridge() {
    return bridge;
  }

  void setTunnel(Ipv4Address remote, Optional<Fact.Tunnel> tunnel) {
    if (tunnel.isPresent()) {
      Optional<Fact.Tunnel> before = Optional.ofNullable(tunnels.put(remote, tunnel.get()));
      if (Bfd.takesAnyKey(tunnel.get()) && before.filter(Bfd::takesAnyKey).isEmpty()) {
        LOG.warn(
            "event=bfd-unchecked bridge={} remote={} note=\"check_tnl_key=false: tenants lose frames"
                + " to UDP port 3784 and can forge tunnel state\"",
            LogValue.of(name),
            remote);
      }
    } else {
      tunnels.remove(remote);
      tunnelsTold.remove(remote);
      bfdTold.remove(remote);
    }
  }

  /** From now on the bridge shall have no port of ours, and is not ours itself. */
  void abandon() {
    abandoned = true;
    reconcile();
  }

  /** Open vSwitch's database changed. */
  void onView(OvsView view, OvsTables tables) {
    current = Optional.of(new Tables(view, tables));
    bridge = view.bridge(name);
    tellBfdChanged();
  }

  /** The transaction comes with an update, before its reply or after it. */
  private void tellBfdChanged() {
    if (bfdChanging && !busy && current.filter(now -> now.view().carriedOut()).isPresent()) {
      bfdChanging = false;
      bfdChanged.run();
    }
  }

  /** Tells what appeared and what vanished since it was told last. */
  void tellPorts() {
    Set<String> now = new HashSet<>();
    physicalPorts().forEach(port -> now.add(port.name()));
    for (String port : Set.copyOf(portsTold)) {
      if (!now.contains(port)) {
        portsTold.remove(port);
        events.accept(new BridgeEvent.PortVanished(port));
      }
    }
    for (String port : now.stream().sorted().toList()) {
      if (portsTold.add(port)) {
        events.accept(new BridgeEvent.PortAppeared(port));
      }
    }
    Map<Ipv4Address, OvsPort> ports = sendingPorts();
    for (Ipv4Address remote : tunnels.keySet()) {
      Optional<OvsPort> port = Optional.ofNullable(ports.get(remote));
      BridgeEvent state = tunnelState(remote, port);
      BridgeEvent before = tunnelsTold.put(remote, state);
      if (!state.equals(before)) {
        if (before != null && port.isEmpty()) {
          context.counters().repaired(DriverCounters.Repaired.PORTS);
        }
        events.accept(state);
      }
      Map<String, String> bfd =
          Optional.ofNullable(ports.get(remote)).map(Bfd::status).orElse(Map.of());
      if (!bfd.equals(bfdTold.put(remote, bfd))) {
        context.reports().onBfdStatus(name, remote, bfd);
      }
    }
  }

  private Map<Ipv4Address, List<OvsPort>> tunnelPorts() {
    return bridge.map(it -> new TunnelPorts(it).byRemote()).orElse(Map.of());
  }

  /** The port to send with, by remote endpoint. */
  private Map<Ipv4Address, OvsPort> sendingPorts() {
    Map<Ipv4Address, OvsPort> sending = new HashMap<>();
    tunnelPorts()
        .forEach((remote, ports) -> {
          Optional<Ipv4Address> local =
              Optional.ofNullable(tunnels.get(remote)).map(Fact.Tunnel::local);
          TunnelPorts.sending(ports, local).ifPresent(port -> sending.put(remote, port));
        });
    return sending;
  }

  private static BridgeEvent tunnelState(Ipv4Address remote, Optional<OvsPort> port) {
    if (port.isEmpty()) {
      return new BridgeEvent.TunnelDown(remote, "no port yet");
    }
    return switch (port.get().numbering()) {
      case OvsPort.Numbering.Unassigned ignored ->
          new BridgeEvent.TunnelDown(remote, "the port has no number yet");
      case OvsPort.Numbering.Refused refused ->
          new BridgeEvent.TunnelDown(remote, "Open vSwitch: " + refused.error());
      case OvsPort.Numbering.Assigned ignored -> {
        String state = port.get().bfdStatus().getOrDefault("state", "");
        boolean runs = "true".equals(port.get().bfd().get("enable"));
        yield runs && !state.equals("up")
            ? new BridgeEvent.TunnelDown(remote, "BFD is " + (state.isEmpty() ? "new" : state))
            : new BridgeEvent.TunnelUp(remote);
      }
    };
  }

  /** The numbers that flows may name. */
  PortNumbers numbers() {
    Map<String, Ofport> physical = new HashMap<>();
    Map<Ipv4Address, Ofport> byRemote = new HashMap<>();
    physicalPorts().forEach(port -> port.ofport().ifPresent(n -> physical.put(port.name(), n)));
    sendingPorts().forEach((remote, port) -> port.ofport().ifPresent(n -> byRemote.put(remote, n)));
    Map<Ipv4Address, List<Ofport>> ends = new HashMap<>();
    tunnelPorts()
        .forEach((remote, ports) ->
            ends.put(remote, ports.stream().flatMap(port -> port.ofport().stream()).toList()));
    return new PortNumbers(physical, byRemote, ends);
  }

  /** Physical ports that Open vSwitch could open, or has yet to look at. */
  Set<String> usablePorts() {
    Set<String> usable = new HashSet<>();
    physicalPorts().filter(port -> refusal(port).isEmpty()).forEach(p -> usable.add(p.name()));
    return usable;
  }

  /** Physical ports that Open vSwitch could not open, with its words. */
  Map<String, String> refusedPorts() {
    Map<String, String> refused = new HashMap<>();
    physicalPorts()
        .forEach(port -> refusal(port).ifPresent(error -> refused.put(port.name(), error)));
    return refused;
  }

  private Stream<OvsPort> physicalPorts() {
    return bridge.stream().flatMap(it -> it.ports().stream()).filter(OvsPort::isPhysical);
  }

  /** The faults of tunnels that shall be there and that Open vSwitch could not make, with why. */
  Map<String, String> tunnelFaults() {
    Map<Ipv4Address, List<OvsPort>> ports = tunnelPorts();
    Map<String, String> faults = new HashMap<>();
    for (Ipv4Address remote : tunnels.keySet()) {
      ports.getOrDefault(remote, List.of()).stream()
          .flatMap(port -> refusal(port).stream())
          .forEach(error ->
              faults.putIfAbsent(TunnelRefusal.fault(error), "tunnel to " + remote + ": " + error));
    }
    return faults;
  }

  private static Optional<String> refusal(OvsPort port) {
    return port.numbering() instanceof OvsPort.Numbering.Refused(String error)
        ? Optional.of(error)
        : Optional.empty();
  }

  /** Changes the ports to what they shall be. */
  void reconcile() {
    if (closed || busy || current.isEmpty() || bridge.isEmpty()) {
      planWanted = busy;
      return;
    }
    planWanted = false;
    List<Operation> operations = plan(current.get(), bridge.get());
    if (operations.isEmpty()) {
      return;
    }
    busy = true;
    bfdChanging |= PortPlan.changesBfd(operations, current.get().tables());
    if (lastRefusal.isEmpty()) {
      LOG.info("event=ports-change bridge={} operations={}", LogValue.of(name), operations.size());
    }
    context
        .ovsdb()
        .transact(operations)
        .whenCompleteAsync(
            (result, failure) -> {
              Optional<String> error =
                  failure != null
                      ? Optional.of(String.valueOf(failure.getMessage()))
                      : result.error().map(Object::toString);
              onDone(error);
            },
            context.loop());
  }

  private List<Operation> plan(Tables now, OvsBridge of) {
    return abandoned
        ? PortPlan.removal(of, now.tables())
        : PortPlan.plan(now.view(), of, tunnels.values(), now.tables(), context.uuids());
  }

  private void onDone(Optional<String> error) {
    if (error.isEmpty()) {
      busy = false;
      retryMs = FIRST_RETRY_MS;
      lastRefusal = "";
      tellBfdChanged();
      if (planWanted) {
        reconcile();
      }
      return;
    }
    if (!error.get().equals(lastRefusal)) {
      lastRefusal = error.get();
      LOG.warn(
          "event=ports-not-changed bridge={} cause={}",
          LogValue.of(name),
          LogValue.of(lastRefusal));
    }
    context
        .loop()
        .schedule(
            () -> {
              busy = false;
              reconcile();
            },
            retryMs,
            TimeUnit.MILLISECONDS);
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  }

  /** Whether a change is on its way, or waits to be tried again. */
  boolean isBusy() {
    return busy;
  }

  /** Changes nothing more. */
  void close() {
    closed = true;
  }

  /** Open vSwitch's database cannot be reached; what it said last is held to be true. */
  void onLost() {
    planWanted = false;
  }
}
