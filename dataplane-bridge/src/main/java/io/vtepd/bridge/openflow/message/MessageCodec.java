package io.vtepd.bridge.openflow.message;

import io.netty.buffer.ByteBuf;
import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.message.Message.Frame;
import io.vtepd.bridge.openflow.wire.Wire;
import io.vtepd.bridge.openflow.wire.WireCode;
import io.vtepd.bridge.openflow.wire.WireReader;
import java.util.HashSet;
import java.util.Set;

/** Whole OpenFlow 1.5 messages: header and body. Pure: buffers in, values out, and the reverse. */
public final class MessageCodec {

  private static final int HELLO_VERSION_BITMAP = 1;
  private static final int ASYNC_PROPERTY_BYTES = 8;
  private static final int[] ASYNC_PROPERTIES = {0, 2, 4, 10};

  private MessageCodec() {}

  /** Appends the message to {@code out}. */
  public static void encode(ByteBuf out, Xid xid, Message message) {
    int start = out.writerIndex();
    out.writeByte(Wire.VERSION).writeByte(type(message)).writeShort(0).writeInt(xid.value());
    body(out, xid, message);
    Wire.setLength(out, start + 2, start);
  }

  private static void body(ByteBuf out, Xid xid, Message message) {
    switch (message) {
      case Message.Hello hello -> hello(out, hello);
      case OpenFlowError error -> {
        out.writeShort(error.type()).writeShort(error.code());
        error.request().writeTo(out);
      }
      case Message.EchoRequest echo -> echo.payload().writeTo(out);
      case Message.EchoReply echo -> echo.payload().writeTo(out);
      case Message.FeaturesReply features -> {
        out.writeLong(features.datapathId()).writeInt(features.bufferCount());
        out.writeByte(features.tableCount()).writeByte(features.auxiliaryId()).writeShort(0);
        out.writeInt(features.capabilities()).writeInt(0);
      }
      case Message.SetConfig config ->
          out.writeShort(config.flags()).writeShort(config.missSendLengthBytes());
      case Message.SetAsync async -> setAsync(out, async);
      case PortStatus status -> {
        out.writeByte(status.reason().code()).writeZero(7);
        PortCodec.encode(out, status.port());
      }
      case FlowMod mod -> FlowCodec.encode(out, mod);
      case GroupMod mod -> GroupCodec.encode(out, mod);
      case Message.BundleControl control ->
          out.writeInt(control.bundleId())
              .writeShort(control.step().code())
              .writeShort(control.flags());
      case Message.BundleAdd add -> {
        out.writeInt(add.bundleId()).writeShort(0).writeShort(add.flags());
        encode(out, xid, add.change());
      }
      case Message.MultipartRequest request -> MultipartCodec.encode(out, request.body());
      case Message.MultipartReply reply -> MultipartCodec.encode(out, reply.more(), reply.body());
      case Message.RequestForward forward -> forward.request().writeTo(out);
      case Message.Unhandled other -> other.body().writeTo(out);
      case Message.FeaturesRequest _, Message.BarrierRequest _, Message.BarrierReply _ -> {}
    }
  }

  private static int type(Message message) {
    return switch (message) {
      case Message.Hello _ -> MessageType.HELLO;
      case OpenFlowError _ -> MessageType.ERROR;
      case Message.EchoRequest _ -> MessageType.ECHO_REQUEST;
      case Message.EchoReply _ -> MessageType.ECHO_REPLY;
      case Message.FeaturesRequest _ -> MessageType.FEATURES_REQUEST;
      case Message.FeaturesReply _ -> MessageType.FEATURES_REPLY;
      case Message.SetConfig _ -> MessageType.SET_CONFIG;
      case Message.SetAsync _ -> MessageType.SET_ASYNC;
      case PortStatus _ -> MessageType.PORT_STATUS;
      case FlowMod _ -> MessageType.FLOW_MOD;
      case GroupMod _ -> MessageType.GROUP_MOD;
      case Message.BarrierRequest _ -> MessageType.BARRIER_REQUEST;
      case Message.BarrierReply _ -> MessageType.BARRIER_REPLY;
      case Message.BundleControl _ -> MessageType.BUNDLE_CONTROL;
      case Message.BundleAdd _ -> MessageType.BUNDLE_ADD;
      case Message.MultipartRequest _ -> MessageType.MULTIPART_REQUEST;
      case Message.MultipartReply _ -> MessageType.MULTIPART_REPLY;
      case Message.RequestForward _ -> MessageType.REQUEST_FORWARD;
      case Message.Unhandled other -> other.type();
    };
  }

  /**
   * Decodes one whole message, whose bytes are exactly the readable ones of {@code frame}. A HELLO
   * or an ERROR may carry another version (a peer that speaks no 1.5 has only those to say so
   * with).
   *
   * @throws io.vtepd.bridge.openflow.wire.MalformedOpenFlowException when it is no such message
   */
  public static Frame decode(ByteBuf frame) {
    WireReader in = WireReader.over(frame, "message");
    int size = in.remaining();
    int version = in.u8();
    int type = in.u8();
    int length = in.u16();
    Xid xid = new Xid(in.i32());
    if (length != size) {
      throw in.malformed("length field " + length + " in a message of " + size + " bytes");
    }
    if (version != Wire.VERSION && type != MessageType.HELLO && type != MessageType.ERROR) {
      throw in.malformed("version " + version + ", expected " + Wire.VERSION);
    }
    return new Frame(xid, decodeBody(in, version, type));
  }

  private static Message decodeBody(WireReader in, int version, int type) {
    return switch (type) {
      case MessageType.HELLO -> decodeHello(in, version);
      case MessageType.ERROR -> new OpenFlowError(in.u16(), in.u16(), in.rest());
      case MessageType.ECHO_REQUEST -> new Message.EchoRequest(in.rest());
      case MessageType.ECHO_REPLY -> new Message.EchoReply(in.rest());
      case MessageType.FEATURES_REQUEST -> new Message.FeaturesRequest();
      case MessageType.FEATURES_REPLY -> decodeFeatures(in);
      case MessageType.SET_CONFIG -> new Message.SetConfig(in.u16(), in.u16());
      case MessageType.PORT_STATUS -> decodePortStatus(in);
      case MessageType.FLOW_MOD -> FlowCodec.decodeMod(in);
      case MessageType.GROUP_MOD -> GroupCodec.decodeMod(in);
      case MessageType.BARRIER_REQUEST -> new Message.BarrierRequest();
      case MessageType.BARRIER_REPLY -> new Message.BarrierReply();
      case MessageType.REQUEST_FORWARD -> new Message.RequestForward(in.rest());
      case MessageType.BUNDLE_CONTROL -> decodeBundleControl(in);
      case MessageType.BUNDLE_ADD -> decodeBundleAdd(in);
      case MessageType.MULTIPART_REQUEST ->
          new Message.MultipartRequest(MultipartCodec.decodeRequest(in));
      case MessageType.MULTIPART_REPLY -> MultipartCodec.decodeReply(in);
      default -> new Message.Unhandled(type, in.rest());
    };
  }

  private static void hello(ByteBuf out, Message.Hello hello) {
    int bitmap = 0;
    for (int version : hello.versions()) {
      bitmap |= 1 << version;
    }
    out.writeShort(HELLO_VERSION_BITMAP).writeShort(8).writeInt(bitmap);
  }

  /** Without a bitmap the header's version is the highest, and all below it are meant. */
  private static Message decodeHello(WireReader in, int version) {
    Set<Integer> versions = new HashSet<>();
    while (in.remaining() >= 8) {
      int type = in.u16();
      int length = in.u16();
      if (length < 4) {
        throw in.malformed("a hello element of " + length + " bytes");
      }
      WireReader element = in.part(length - 4, "hello element");
      in.skipPadding(length);
      if (type == HELLO_VERSION_BITMAP && element.remaining() >= 4) {
        int bitmap = element.i32();
        for (int bit = 0; bit < 32; bit++) {
          if ((bitmap >>> bit & 1) != 0) {
            versions.add(bit);
          }
        }
        return new Message.Hello(versions);
      }
    }
    for (int each = 1; each <= version; each++) {
      versions.add(each);
    }
    return new Message.Hello(versions);
  }

  private static Message decodeFeatures(WireReader in) {
    long datapathId = in.i64();
    int buffers = in.i32();
    int tables = in.u8();
    int auxiliary = in.u8();
    in.skip(2);
    return new Message.FeaturesReply(datapathId, buffers, tables, auxiliary, in.i32());
  }

  private static Message decodePortStatus(WireReader in) {
    PortStatus.Reason reason = WireCode.decode(in, PortStatus.Reason.class, in.u8());
    in.skip(7);
    return new PortStatus(reason, PortCodec.decode(in));
  }

  private static Message decodeBundleControl(WireReader in) {
    int id = in.i32();
    BundleStep step = WireCode.decode(in, BundleStep.class, in.u16());
    return new Message.BundleControl(id, step, in.u16());
  }

  private static Message decodeBundleAdd(WireReader in) {
    int id = in.i32();
    in.skip(2);
    int flags = in.u16();
    int version = in.u8();
    int type = in.u8();
    int length = in.u16();
    in.skip(4);
    WireReader body = in.part(length - Wire.HEADER_BYTES, "bundled message");
    if (version != Wire.VERSION) {
      throw in.malformed("a bundled message of version " + version);
    }
    Change change =
        switch (type) {
          case MessageType.FLOW_MOD -> FlowCodec.decodeMod(body);
          case MessageType.GROUP_MOD -> GroupCodec.decodeMod(body);
          default -> throw in.malformed("a bundled message of type " + type);
        };
    return new Message.BundleAdd(id, flags, change);
  }

  /** Each mask twice: as slave (even property) and as master or equal (odd). */
  private static void setAsync(ByteBuf out, Message.SetAsync async) {
    int[] masks = {
      async.packetInMask(),
      async.portStatusMask(),
      async.flowRemovedMask(),
      async.requestForwardMask()
    };
    for (int i = 0; i < masks.length; i++) {
      for (int role = 0; role <= 1; role++) {
        out.writeShort(ASYNC_PROPERTIES[i] + role);
        out.writeShort(ASYNC_PROPERTY_BYTES).writeInt(masks[i]);
      }
    }
  }
}
