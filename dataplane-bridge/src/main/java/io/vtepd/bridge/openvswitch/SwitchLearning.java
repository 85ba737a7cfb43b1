package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openvswitch.pipeline.LearnedAddress;
import io.vtepd.bridge.openvswitch.pipeline.LearnedFlow;
import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What a switch has learned by itself, as its flows tell: stations, and their addresses. */
final class SwitchLearning {

  private final Pipeline pipeline;
  private final Consumer<BridgeEvent> events;
  private final LearnedStations stations;
  private final LearnedAddresses addresses = new LearnedAddresses();

  /**
   * @param pipeline knows where is learned
   * @param macLimit most stations of a binding; 0 for any number
   */
  SwitchLearning(Pipeline pipeline, int macLimit, Consumer<BridgeEvent> events) {
    this.pipeline = pipeline;
    this.events = events;
    this.stations = new LearnedStations(macLimit);
  }

  boolean contains(FactId.Unicast station) {
    return stations.contains(station);
  }

  /** The bindings where the switch learns no more stations. */
  Set<FactId.Binding> full() {
    return stations.full();
  }

  /** The switch was read. */
  void replaceAll(FlowAudit audit) {
    stations.replaceAll(audit.stations()).forEach(events);
    addresses.replaceAll(audit.addresses()).forEach(events);
  }

  /** Our own changes removed that. */
  void forget(Forgets gone) {
    for (FactId.Unicast station : gone.stations()) {
      stations.forgotten(station, BridgeEvent.MacForgotten.Reason.BECAME_REMOTE).ifPresent(events);
    }
    stations.forgottenAt(gone.places()).forEach(events);
    addresses.goneAt(gone.places()).forEach(events);
  }

  /** Whether a flow that is there was learned where it may be. */
  boolean onPresent(Flow flow) {
    Optional<LearnedFlow> learned =
        LearnedFlow.of(flow).filter(it -> pipeline.isLearningAt(it.place()));
    if (learned.isPresent()) {
      FactId.Binding at = pipeline.binding(learned.get().tag()).orElseThrow().id();
      stations.learned(new LearnedStations.Seen(learned.get(), at)).ifPresent(events);
      return true;
    }
    Optional<LearnedAddress> address = LearnedAddress.of(flow).filter(pipeline::isSnoopingAt);
    address.flatMap(addresses::seen).ifPresent(events);
    return address.isPresent();
  }

  /** A flow has gone; one that was not learned is no matter. */
  void onRemoved(Flow flow) {
    LearnedFlow.of(flow).flatMap(this::onForgotten).ifPresent(events);
    LearnedAddress.of(flow).flatMap(addresses::gone).ifPresent(events);
  }

  private Optional<BridgeEvent> onForgotten(LearnedFlow learned) {
    BridgeEvent.MacForgotten.Reason why =
        pipeline.isLearningAt(learned.place())
            ? BridgeEvent.MacForgotten.Reason.AGED
            : BridgeEvent.MacForgotten.Reason.UNBOUND;
    return stations.forgotten(learned.station(), why);
  }
}
