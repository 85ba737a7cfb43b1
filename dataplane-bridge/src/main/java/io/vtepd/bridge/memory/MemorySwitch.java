package io.vtepd.bridge.memory;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.BridgeEvents;
import io.vtepd.bridge.desired.DesiredSwitch;
import io.vtepd.bridge.desired.Destination;
import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactChange;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.desired.Replication;
import io.vtepd.bridge.desired.SwitchChange;
import io.vtepd.bridge.feedback.BindingCounts;
import io.vtepd.bridge.feedback.SwitchFaults;
import io.vtepd.vtep.FaultName;
import io.vtepd.vtep.IpAddress;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A switch that forwards frames as the facts of a {@link DesiredSwitch} say: frame in, frames out.
 * Its ports, and which of its tunnels are up, are scripted.
 *
 * <p>For one thread, that of the model. Time is what callers say, and must not go back.
 */
public final class MemorySwitch {

  private static final long RESERVED_GROUPS = 0x0180_c200_0000L;
  private static final long RESERVED_MASK = 0xffff_ffff_fff0L;

  private DesiredSwitch facts;
  private final BridgeEvents events;
  private final LearnedStations learned;
  private final HeardAddresses addresses;
  private final BindingTallies tallies = new BindingTallies();
  private final Set<String> ports = new HashSet<>();
  private final Set<Ipv4Address> downTunnels = new HashSet<>();

  MemorySwitch(DesiredSwitch facts, MemorySettings settings, BridgeEvents events) {
    this.facts = Objects.requireNonNull(facts);
    this.events = Objects.requireNonNull(events);
    this.learned = new LearnedStations(settings, this::report);
    this.addresses = new HeardAddresses(settings, this::report);
  }

  /** Another model has taken over; it says what is different by {@link #onChange}. */
  void attach(DesiredSwitch other) {
    facts = Objects.requireNonNull(other);
  }

  private void report(BridgeEvent event) {
    events.onEvent(facts.name(), event);
  }

  public String name() {
    return facts.name();
  }

  /** A port is plugged in. */
  public void addPort(String port) {
    if (ports.add(port)) {
      report(new BridgeEvent.PortAppeared(port));
    }
  }

  /** A port is pulled out, and what was learned there is forgotten. */
  public void removePort(String port) {
    if (ports.remove(port)) {
      learned.forgetAtPort(port);
      addresses.forgetAtPort(port);
      report(new BridgeEvent.PortVanished(port));
    }
  }

  /** The ports that are plugged in. */
  public Set<String> ports() {
    return Collections.unmodifiableSet(ports);
  }

  /** What it shall do. */
  public DesiredSwitch desired() {
    return facts;
  }

  /** Whether frames for the endpoint would arrive, as far as the switch knows: BFD says no. */
  public boolean isTunnelUp(Ipv4Address remote) {
    return facts.tunnel(remote).map(this::isUp).orElse(true);
  }

  private boolean isUp(Fact.Tunnel tunnel) {
    return !downTunnels.contains(tunnel.remote()) || !tunnel.runsBfd();
  }

  /** BFD with that endpoint goes down, or comes up again; for nothing while no BFD runs. */
  public void setTunnelUp(Ipv4Address remote, boolean up) {
    boolean before = isTunnelUp(remote);
    if (up) {
      downTunnels.remove(remote);
    } else {
      downTunnels.add(remote);
    }
    if (before != isTunnelUp(remote)) {
      tellTunnel(remote, up);
    }
  }

  private void tellTunnel(Ipv4Address remote, boolean up) {
    report(
        up
            ? new BridgeEvent.TunnelUp(remote)
            : new BridgeEvent.TunnelDown(remote, "scripted to be down"));
  }

  /** {@code Tunnel.bfd_status} of the tunnel; empty while no BFD runs. */
  public Map<String, String> bfdStatus(Ipv4Address remote) {
    if (facts.tunnel(remote).filter(Fact.Tunnel::runsBfd).isEmpty()) {
      return Map.of();
    }
    boolean up = isTunnelUp(remote);
    return Map.of(
        "enabled",
        "true",
        "state",
        up ? "up" : "down",
        "forwarding",
        Boolean.toString(up),
        "diagnostic",
        up ? "No Diagnostic" : "Control Detection Time Expired",
        "remote_state",
        up ? "up" : "down",
        "remote_diagnostic",
        "No Diagnostic");
  }

  /** Ports that have bindings and are not plugged in: {@code port_fault_status}. */
  SwitchFaults faults() {
    Map<String, Set<String>> ofPorts = new HashMap<>();
    for (Fact.Binding binding : facts.bindings()) {
      if (!ports.contains(binding.id().port())) {
        ofPorts.put(binding.id().port(), Set.of(FaultName.INVALID_VLAN_MAP));
      }
    }
    return new SwitchFaults(ofPorts, Set.of());
  }

  /** The facts have changed like this. */
  void onChange(SwitchChange change) {
    for (FactChange fact : change.facts()) {
      if (fact.id() instanceof FactId.Binding binding) {
        onBindingChange(fact, binding);
      }
      if (fact.id() instanceof FactId.Tunnel(Ipv4Address remote)) {
        onTunnelChange(fact, remote);
      }
    }
    for (FactId.Unicast station : change.renewed()) {
      learned.forget(station, BridgeEvent.MacForgotten.Reason.BECAME_REMOTE);
    }
  }

  private void onBindingChange(FactChange change, FactId.Binding binding) {
    if (change.after().isPresent()) {
      tallies.begin(binding);
    } else {
      tallies.forget(binding);
    }
    change
        .before()
        .map(Fact.Binding.class::cast)
        .ifPresent(before -> {
          learned.forgetAt(binding);
          addresses.forgetAt(before.network(), binding.port());
        });
  }

  private void onTunnelChange(FactChange fact, Ipv4Address remote) {
    if (fact.after().isEmpty()) {
      report(new BridgeEvent.TunnelDown(remote, "not wanted any more"));
      return;
    }
    Fact.Tunnel now = (Fact.Tunnel) fact.after().get();
    boolean wasUp = fact.before().map(Fact.Tunnel.class::cast).filter(this::isUp).isPresent();
    if (wasUp != isUp(now)) {
      tellTunnel(remote, isUp(now));
    }
  }

  /** Forgets stations that were silent for too long. */
  public void age(long nowMs) {
    learned.age(nowMs);
    addresses.age(nowMs);
  }

  /**
   * What bindings have carried, of those where that changed since it was taken last. One whose port
   * is not there has nothing to say.
   */
  Map<FactId.Binding, BindingCounts> takeCounts() {
    return tallies.takeChanged(binding -> ports.contains(binding.port()));
  }

  /** The addresses that stations said they have, of each the oldest first. */
  Map<FactId.Unicast, List<IpAddress>> addresses() {
    return addresses.all();
  }

  /** The number of stations that are known from their frames. */
  int learnedCount() {
    return learned.size();
  }

  /** The stations that are known from their frames, and where they are. */
  public Map<FactId.Unicast, FactId.Binding> learned() {
    return learned.all();
  }

  /**
   * Forwards a frame.
   *
   * @return the frames that leave because of it, in no particular order
   */
  public List<Output> receive(Arrival from, EthernetFrame frame, long nowMs) {
    age(nowMs);
    MacAddress to = frame.destination();
    boolean nobody = frame.source().isGroup() || frame.source().bits() == 0;
    if (nobody || (to.bits() & RESERVED_MASK) == RESERVED_GROUPS) {
      return List.of();
    }
    List<Output> outputs =
        switch (from) {
          case Arrival.AtPort(String port) -> receiveAtPort(port, frame, nowMs);
          case Arrival.FromTunnel tunnel -> receiveFromTunnel(tunnel, frame);
        };
    for (Output output : outputs) {
      if (output instanceof Output.ToPort out) {
        tallies.wentOut(new FactId.Binding(out.port(), out.frame().vlan()), frame.size());
      }
    }
    return outputs;
  }

  private List<Output> receiveAtPort(String port, EthernetFrame frame, long nowMs) {
    Optional<Fact.Binding> binding = facts.binding(new FactId.Binding(port, frame.vlan()));
    EthernetFrame inner = frame.withoutVlan();
    // A second tag could put the frame into another VLAN, and perhaps another network.
    if (inner.hasTag() || binding.isEmpty() || !ports.contains(port)) {
      return List.of();
    }
    FactId.Binding in = binding.get().id();
    NetworkKey network = binding.get().network();
    FactId.Unicast station = new FactId.Unicast(network, inner.destination());
    // Asked for first: what a frame teaches is known from the next one on.
    Optional<FactId.Binding> local = learned.find(station);
    FactId.Unicast sender = new FactId.Unicast(network, frame.source());
    learned.learn(sender, in, nowMs);
    AddressSnoop.sender(inner).ifPresent(ip -> addresses.hear(sender, port, ip, nowMs));
    tallies.cameIn(in, frame.size());
    List<Output> outputs = new ArrayList<>();
    Optional<Fact.Unicast> remote = facts.unicast(station);
    if (local.isPresent()) {
      sendToBinding(local.get(), Optional.of(in), inner, outputs);
    } else if (remote.isPresent()) {
      sendToTunnel(remote.get().to(), inner, outputs);
    } else {
      sendToBindings(network, Optional.of(in), inner, outputs);
      replication(network, inner.destination())
          .ifPresent(copies -> replicate(copies, inner, outputs));
    }
    return outputs;
  }

  /** To bindings only: a tunnel never sends to a tunnel. */
  private List<Output> receiveFromTunnel(Arrival.FromTunnel from, EthernetFrame frame) {
    Optional<NetworkKey> network = facts.ingress(from.remote(), from.vni());
    // RFC 7348 section 6.1: a VTEP discards frames that have a tag inside.
    if (network.isEmpty() || facts.tunnel(from.remote()).isEmpty() || frame.hasTag()) {
      return List.of();
    }
    List<Output> outputs = new ArrayList<>();
    Optional<FactId.Binding> local =
        learned.find(new FactId.Unicast(network.get(), frame.destination()));
    if (local.isPresent()) {
      sendToBinding(local.get(), Optional.empty(), frame, outputs);
    } else {
      sendToBindings(network.get(), Optional.empty(), frame, outputs);
    }
    return outputs;
  }

  private Optional<Replication> replication(NetworkKey network, MacAddress destination) {
    Optional<Fact.Multicast> group =
        destination.isGroup() ? facts.multicast(network, destination) : Optional.empty();
    return group
        .map(Fact.Multicast::replication)
        .or(() -> facts.flood(network).map(Fact.Flood::replication));
  }

  private void sendToBindings(
      NetworkKey network, Optional<FactId.Binding> in, EthernetFrame frame, List<Output> outputs) {
    facts.bindings(network).forEach(out -> sendToBinding(out.id(), in, frame, outputs));
  }

  /** Never back to where it came from, though to another VLAN of the same port. */
  private void sendToBinding(
      FactId.Binding out, Optional<FactId.Binding> in, EthernetFrame frame, List<Output> outputs) {
    boolean reflected = in.equals(Optional.of(out));
    if (!reflected && ports.contains(out.port())) {
      outputs.add(new Output.ToPort(out.port(), frame.withVlan(out.vlan())));
    }
  }

  private void replicate(Replication copies, EthernetFrame frame, List<Output> outputs) {
    switch (copies.mode()) {
      case SOURCE_NODE -> copies.to().forEach(to -> sendToTunnel(to, frame, outputs));
      case SERVICE_NODE ->
          copies.to().stream()
              .filter(to -> copies.to().size() == 1 || isTunnelUp(to.remote()))
              .findFirst()
              .ifPresent(to -> sendToTunnel(to, frame, outputs));
    }
  }

  private static void sendToTunnel(Destination to, EthernetFrame frame, List<Output> outputs) {
    outputs.add(new Output.ToTunnel(to, frame));
  }
}
