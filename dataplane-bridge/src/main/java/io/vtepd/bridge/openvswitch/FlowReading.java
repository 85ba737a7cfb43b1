package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowKey;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.bridge.openvswitch.pipeline.LearnedAddress;
import io.vtepd.bridge.openvswitch.pipeline.LearnedFlow;
import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import io.vtepd.bridge.openvswitch.pipeline.PipelineCookie;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a switch's flows as they are read, one by one, and compares each at once with what shall be
 * there: of a million flows that are right it keeps their stations' names. The pipeline gives no
 * change away meanwhile: all that shall be there counts as told.
 */
final class FlowReading {

  private record Learned(Flow flow, long ageNs) {}

  private final Pipeline desired;
  private final Set<FlowKey> right = new HashSet<>();
  private final Set<FactId.Unicast> rightStations = new HashSet<>();
  private final Map<FactId.Unicast, Optional<Flow>> astray = new LinkedHashMap<>();
  private final List<Learned> learned = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private int flowCount;

  FlowReading(Pipeline desired) {
    this.desired = desired;
    desired.skipChange();
  }

  int flowCount() {
    return flowCount;
  }

  /** Takes a flow that is there since so long. */
  void add(Flow flow, long ageNs) {
    if (!PipelineCookie.OURS.matches(flow.cookie())) {
      return;
    }
    flowCount++;
    if (LearnedFlow.of(flow).isPresent() || LearnedAddress.of(flow).isPresent()) {
      learned.add(new Learned(flow, ageNs));
    } else {
      compare(flow);
    }
  }

  private void compare(Flow flow) {
    FlowKey key = flow.key();
    Optional<FactId.Unicast> station = desired.station(key);
    Optional<Flow> wanted = station.isPresent() ? desired.flow(station.get()) : desired.flow(key);
    boolean isRight = wanted.filter(flow::equals).isPresent();
    if (station.isPresent()) {
      if (isRight) {
        rightStations.add(station.get());
      } else {
        astray.put(station.get(), Optional.of(flow));
      }
    } else if (isRight) {
      right.add(wanted.get().key());
    } else if (wanted.isEmpty()) {
      changes.add(FlowMod.delete(flow));
    }
  }

  /** That was all. */
  FlowAudit finish(List<Group> groups) {
    List<LearnedStations.Seen> stations = new ArrayList<>();
    List<LearnedAddress> addresses = new ArrayList<>();
    // The oldest first: of a station's addresses the newest counts.
    learned.sort(Comparator.comparingLong(Learned::ageNs).reversed());
    for (Learned each : learned) {
      Optional<LearnedFlow> station =
          LearnedFlow.of(each.flow).filter(flow -> desired.isLearningAt(flow.place()));
      Optional<LearnedAddress> address = LearnedAddress.of(each.flow).filter(desired::isSnoopingAt);
      station.ifPresent(flow ->
          stations.add(
              new LearnedStations.Seen(flow, desired.binding(flow.tag()).orElseThrow().id())));
      address.ifPresent(addresses::add);
      if (station.isEmpty() && address.isEmpty()) {
        compare(each.flow);
      }
    }
    desired.forEachFlowOfNoStation(flow -> {
      if (!right.contains(flow.key())) {
        changes.add(FlowMod.add(flow));
      }
    });
    for (FactId.Unicast station : desired.stations()) {
      if (!rightStations.contains(station) && desired.flow(station).isPresent()) {
        astray.putIfAbsent(station, Optional.empty());
      }
    }
    return new FlowAudit(groupsAround(groups), stations, addresses, astray);
  }

  /** No flow ever names a group that is not there. */
  private List<Change> groupsAround(List<Group> groups) {
    List<Change> all = new ArrayList<>();
    List<Change> dropped = new ArrayList<>();
    FlowAudit.auditGroups(groups, desired, all, dropped);
    all.addAll(changes);
    all.addAll(dropped);
    return all;
  }
}
