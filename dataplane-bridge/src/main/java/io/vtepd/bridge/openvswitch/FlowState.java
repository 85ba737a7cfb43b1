package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.openflow.channel.OpenFlowChannel;
import io.vtepd.tls.stream.Connector;

/**
 * How a bridge's flows are reached.
 *
 * <pre>
 *   NoBridge -- bridge there --> Dialling -- greeted --> Reading -- compared --> Following
 *      ^                           ^  |                    |  ^                     |
 *      |                           +--+--- lost -----------+--|------- lost --------+
 *      +------- bridge gone, from any ----------------------  +--- audit needed ----+
 * </pre>
 */
sealed interface FlowState {

  /** There is no bridge to talk to. */
  record NoBridge() implements FlowState {}

  /** The connector dials for ever. */
  record Dialling(Connector connector) implements FlowState {}

  /** What the switch has was asked for. */
  record Reading(Connector connector, OpenFlowChannel channel) implements FlowState {}

  /**
   * The switch has what it shall have but for what is on its way.
   *
   * @param busy whether changes were sent that are not confirmed
   */
  record Following(Connector connector, OpenFlowChannel channel, boolean busy)
      implements FlowState {}

  /** Whether this is about that connection. */
  default boolean isOn(OpenFlowChannel other) {
    return switch (this) {
      case NoBridge ignored -> false;
      case Dialling ignored -> false;
      case Reading reading -> reading.channel() == other;
      case Following following -> following.channel() == other;
    };
  }
}
