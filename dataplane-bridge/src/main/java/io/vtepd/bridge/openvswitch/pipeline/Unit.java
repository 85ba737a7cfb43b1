package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;

/** What is rendered as one: when something changes, its flows are made anew, and no others. */
sealed interface Unit {

  /** The flows of every switch. */
  record Fixed() implements Unit {}

  /** The flows of one fact, but for those that are derived when they are asked for. */
  record OfFact(FactId id) implements Unit {}

  /** What is seen of the stations behind a port. */
  record Snooping(String port) implements Unit {}

  /** The copies for all bindings of a network. */
  record Bindings(NetworkKey network) implements Unit {}
}
