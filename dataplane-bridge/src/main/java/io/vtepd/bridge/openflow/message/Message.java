package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import java.util.Set;

/** An OpenFlow 1.5 message without its header; its xid travels beside it in {@link Frame}. */
public sealed interface Message
    permits Message.Hello,
        OpenFlowError,
        Message.EchoRequest,
        Message.EchoReply,
        Message.FeaturesRequest,
        Message.FeaturesReply,
        Message.SetConfig,
        Message.SetAsync,
        Message.RequestForward,
        PortStatus,
        Change,
        Message.BarrierRequest,
        Message.BarrierReply,
        Message.BundleControl,
        Message.BundleAdd,
        Message.MultipartRequest,
        Message.MultipartReply,
        Message.Unhandled {

  /**
   * First message of both sides.
   *
   * @param versions wire versions (6 is OpenFlow 1.5) that the sender speaks
   */
  record Hello(Set<Integer> versions) implements Message {
    public Hello {
      versions = Set.copyOf(versions);
    }
  }

  record EchoRequest(OpaqueBytes payload) implements Message {}

  record EchoReply(OpaqueBytes payload) implements Message {}

  record FeaturesRequest() implements Message {}

  record FeaturesReply(
      long datapathId, int bufferCount, int tableCount, int auxiliaryId, int capabilities)
      implements Message {}

  /**
   * What the switch may send unasked.
   *
   * @param missSendLengthBytes 0 silences every asynchronous message on OVS's management socket
   */
  record SetConfig(int flags, int missSendLengthBytes) implements Message {}

  /** Which reasons (bit masks) of which asynchronous messages the switch sends. */
  record SetAsync(int packetInMask, int portStatusMask, int flowRemovedMask, int requestForwardMask)
      implements Message {}

  /**
   * Another controller has changed groups or meters.
   *
   * @param request what it asked for, whole and with its header
   */
  record RequestForward(OpaqueBytes request) implements Message {}

  record BarrierRequest() implements Message {}

  record BarrierReply() implements Message {}

  /** A step of a bundle's life, or the switch's confirmation of it. */
  record BundleControl(int bundleId, BundleStep step, int flags) implements Message {}

  /**
   * Adds a change to a bundle.
   *
   * @param change carries the xid of this message
   */
  record BundleAdd(int bundleId, int flags, Change change) implements Message {}

  record MultipartRequest(RequestBody body) implements Message {}

  /**
   * One part of an answer.
   *
   * @param more whether further parts with this xid follow
   */
  record MultipartReply(boolean more, ReplyBody body) implements Message {}

  /** A message of a type that this side has no use for (packet-in, flow-removed, ...). */
  record Unhandled(int type, OpaqueBytes body) implements Message {}

  /** A message with the number that ties it to others. */
  record Frame(Xid xid, Message message) {}
}
