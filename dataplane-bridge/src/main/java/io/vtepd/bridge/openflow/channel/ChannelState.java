package io.vtepd.bridge.openflow.channel;

import io.vtepd.bridge.openflow.message.Message.FeaturesReply;

/**
 * Life of a connection.
 *
 * <pre>
 *  attach: send HELLO
 *     |
 *     v            HELLO with 1.5: send FEATURES_REQUEST,
 *  AwaitingHello ---------------------------------------> AwaitingFeatures
 *     |                SET_CONFIG, SET_ASYNC                |        |
 *     | no 1.5, malformed,                 FEATURES_REPLY   |        |
 *     | connection lost                                     v        |
 *     |                                                   Ready      |
 *     v                 close(), malformed, lost            |        |
 *  Closed  &lt;----------------------------------------------+--------+
 * </pre>
 */
public sealed interface ChannelState {

  record AwaitingHello() implements ChannelState {}

  record AwaitingFeatures() implements ChannelState {}

  record Ready(FeaturesReply features) implements ChannelState {}

  record Closed(String reason) implements ChannelState {}
}
