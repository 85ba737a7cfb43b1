package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactChange;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.openvswitch.ports.OvsBridge;
import io.vtepd.bridge.openvswitch.ports.OvsTables;
import io.vtepd.bridge.openvswitch.ports.OvsView;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.vtep.FaultName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Physical_Switch on the bridge of its name: its ports, its flows, and what they report.
 * Confined to the driver's loop.
 */
final class SwitchDriver {

  private static final Logger LOG = LoggerFactory.getLogger(SwitchDriver.class);

  private final String name;
  private final DriverContext context;
  private final SwitchPorts ports;
  private final SwitchFlows flows;
  private final SwitchStatistics statistics;
  private final FaultBook faults;

  /** How many bindings each port has that has any. */
  private final Map<String, Integer> boundPorts = new HashMap<>();

  private Optional<FlowRemoval> removal = Optional.empty();
  private boolean absenceTold;
  private boolean closed;

  SwitchDriver(String name, DriverContext context) {
    this.name = name;
    this.context = context;
    this.faults = new FaultBook(name);
    this.flows = new SwitchFlows(name, context, new FlowEvents());
    this.ports = new SwitchPorts(name, context, this::report, flows::forgetFrames);
    this.statistics =
        new SwitchStatistics(name, context, flows::following, flows::isBusy, flows::binding);
    statistics.start();
  }

  boolean isNamed(String bridge) {
    return name.equals(bridge);
  }

  private void report(BridgeEvent event) {
    context.reports().onEvent(name, event);
  }

  /**
   * The desired model changed.
   *
   * @param sinceNs when what changed it was committed, by {@link DriverContext#nowNs}
   */
  void apply(List<FactChange> changes, List<FactId.Unicast> renewed, long sinceNs) {
    boolean ofPorts = false;
    boolean ofTunnels = false;
    for (FactChange change : changes) {
      if (change.id() instanceof FactId.Tunnel tunnel) {
        ports.setTunnel(tunnel.remote(), change.after().map(Fact.Tunnel.class::cast));
        ofPorts = true;
        ofTunnels = true;
      } else if (change.id() instanceof FactId.Binding binding) {
        countBinding(binding, change.after().isPresent(), change.before().isPresent());
        ofPorts = true;
      }
    }
    flows.apply(changes, renewed, sinceNs);
    if (ofTunnels && ports.bridge().isPresent()) {
      // Another of the ports that are there may be the one to send with.
      flows.setPorts(ports.numbers());
    }
    // A station changes no port: it need not cost a look at all of them.
    if (ofPorts) {
      ports.reconcile();
      ports.tellPorts();
      tellFaults();
    }
  }

  private void countBinding(FactId.Binding binding, boolean isThere, boolean wasThere) {
    if (isThere && !wasThere) {
      boundPorts.merge(binding.port(), 1, Integer::sum);
    } else if (wasThere && !isThere) {
      boundPorts.computeIfPresent(binding.port(), (port, n) -> n == 1 ? null : n - 1);
      statistics.forget(binding);
    }
  }

  /** Open vSwitch's database changed. */
  void onView(OvsView view, OvsTables tables) {
    ports.onView(view, tables);
    if (ports.bridge().isEmpty()) {
      if (!absenceTold) {
        LOG.warn(
            "event=bridge-absent bridge={} action=\"waiting for ovs-vsctl add-br\"",
            LogValue.of(name));
        absenceTold = true;
      }
      flows.shut();
    } else {
      absenceTold = false;
      // Open vSwitch removes all flows of a bridge when it becomes secure, which the ports' plan
      // does.
      if (ports.bridge().filter(OvsBridge::isSecure).isPresent()) {
        flows.open();
      }
      flows.setPorts(ports.numbers());
      ports.reconcile();
    }
    ports.tellPorts();
    tellFaults();
  }

  void onDatabaseLost() {
    ports.onLost();
  }

  private void tellFaults() {
    Map<FaultBook.Fault, String> now = new HashMap<>();
    if (ports.bridge().isPresent()) {
      Set<String> usable = ports.usablePorts();
      for (String port : boundPorts.keySet()) {
        if (!usable.contains(port)) {
          now.put(
              new FaultBook.Fault(Optional.of(port), FaultName.INVALID_VLAN_MAP),
              "it is bound, but the bridge has no such port that works");
        }
      }
      ports
          .refusedPorts()
          .forEach((port, error) ->
              now.put(new FaultBook.Fault(Optional.of(port), FaultName.UNSPECIFIED_FAULT), error));
      ports.tunnelFaults().forEach((fault, why) -> now.put(ofSwitch(fault), why));
    }
    flows.faults().forEach((fault, why) -> now.put(ofSwitch(fault), why));
    if (faults.update(now)) {
      context.reports().onFaults(name, faults.faults());
    }
  }

  private static FaultBook.Fault ofSwitch(String fault) {
    return new FaultBook.Fault(Optional.empty(), fault);
  }

  /** Whether the switch has confirmed everything. */
  boolean isSettled() {
    return flows.isSettled();
  }

  /** How the switch stands now. */
  SwitchStanding standing() {
    return flows.standing(ports.bridge().isPresent());
  }

  /** Stops; the switch goes on as it is. */
  void close() {
    closed = true;
    removal.ifPresent(FlowRemoval::close);
    statistics.close();
    flows.shut();
    ports.close();
  }

  /** There is no such Physical_Switch, or not any more: removes what was made for it. */
  void dismantle() {
    statistics.close();
    ports.abandon();
    if (ports.bridge().isEmpty()) {
      close();
      return;
    }
    flows
        .finish()
        .thenRun(() -> {
          if (!closed) {
            removal = Optional.of(new FlowRemoval(name, context));
          }
        });
  }

  /** After {@link #dismantle}: goes on with what it could not finish; whether nothing is left. */
  boolean hasLeft(OvsView view, OvsTables tables) {
    ports.onView(view, tables);
    ports.reconcile();
    boolean left = ports.bridge().isEmpty() || (isRemoved() && !ports.isBusy());
    if (left) {
      close();
    }
    return left;
  }

  private boolean isRemoved() {
    return removal.filter(FlowRemoval::isDone).isPresent();
  }

  /** What the flows tell. */
  private final class FlowEvents implements SwitchFlows.Events {

    @Override
    public void onEvent(BridgeEvent event) {
      report(event);
    }

    @Override
    public void onSettled() {
      context.reports().onSettled(name);
    }

    @Override
    public void onFaultsChanged() {
      tellFaults();
    }
  }
}
