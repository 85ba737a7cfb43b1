package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.openvswitch.pipeline.Pipeline;

/** Counts the flows of a switch that are confirmed. Confined to the driver's loop. */
final class FlowTally {

  private int installed;

  /** While something is on its way, what was confirmed before it counts. */
  SwitchStanding standing(
      String name, boolean isThere, FlowState state, Pipeline pipeline, int refused) {
    int wanted = pipeline.wantedFlowCount();
    boolean isConnected = state.open().isPresent();
    boolean isSettled = state instanceof FlowState.Following following && !following.busy();
    if (isSettled) {
      installed = wanted - pipeline.waitingFlowCount() - refused;
    }
    int now = isConnected ? installed : 0;
    return new SwitchStanding(name, isThere, isConnected, isSettled, wanted, now, refused);
  }
}
