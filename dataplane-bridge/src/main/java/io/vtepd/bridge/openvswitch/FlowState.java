package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.openflow.channel.OpenFlowChannel;
import io.vtepd.tls.stream.Connector;
import java.util.Optional;

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
   * @param onWay how many changes were sent, or are made ready, that are not confirmed
   */
  record Following(Connector connector, OpenFlowChannel channel, int onWay) implements FlowState {

    boolean busy() {
      return onWay > 0;
    }

    /** With so many more on their way. */
    Following plus(int more) {
      return new Following(connector, channel, onWay + more);
    }
  }

  /** The connection, if there is one. */
  default Optional<OpenFlowChannel> open() {
    return switch (this) {
      case NoBridge ignored -> Optional.empty();
      case Dialling ignored -> Optional.empty();
      case Reading reading -> Optional.of(reading.channel());
      case Following following -> Optional.of(following.channel());
    };
  }

  /** What dials, while there is a bridge. */
  default Optional<Connector> connecting() {
    return switch (this) {
      case NoBridge ignored -> Optional.empty();
      case Dialling dialling -> Optional.of(dialling.connector());
      case Reading reading -> Optional.of(reading.connector());
      case Following following -> Optional.of(following.connector());
    };
  }

  /** Whether this is about that connection. */
  default boolean isOn(OpenFlowChannel other) {
    return open().filter(channel -> channel == other).isPresent();
  }
}
