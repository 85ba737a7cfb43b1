package io.vtepd.bridge.openflow.message;

import io.netty.buffer.ByteBuf;
import io.vtepd.bridge.openflow.CookieMask;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.match.MatchCodec;
import io.vtepd.bridge.openflow.wire.WireCode;
import io.vtepd.bridge.openflow.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Bodies of multipart requests and replies (OpenFlow 1.5, 7.3.5). */
final class MultipartCodec {

  private static final int FLAG_MORE = 1;

  private MultipartCodec() {}

  static void encode(ByteBuf out, RequestBody body) {
    switch (body) {
      case RequestBody.FlowDump dump -> encode(header(out, MessageType.PART_FLOW, 0), dump);
      case RequestBody.FlowCount(RequestBody.FlowDump of) ->
          encode(header(out, MessageType.PART_AGGREGATE, 0), of);
      case RequestBody.GroupDump(GroupId group) ->
          header(out, MessageType.PART_GROUP_DESC, 0).writeInt(group.number()).writeInt(0);
      case RequestBody.PortDump(Ofport port) ->
          header(out, MessageType.PART_PORT_DESC, 0).writeInt(port.number()).writeInt(0);
      case RequestBody.FlowMonitor monitor -> {
        header(out, MessageType.PART_FLOW_MONITOR, 0).writeInt(monitor.monitorId());
        out.writeInt(Ofport.ANY.number()).writeInt(GroupId.ANY.number());
        out.writeShort(monitor.flags().bits()).writeByte(monitor.table().number());
        out.writeByte(monitor.command().code());
        MatchCodec.encode(out, monitor.match());
      }
      case RequestBody.Experimenter part -> {
        header(out, MessageType.PART_EXPERIMENTER, 0).writeInt(part.experimenter());
        out.writeInt(part.type());
        part.bytes().writeTo(out);
      }
      case RequestBody.Unhandled part -> {
        header(out, part.type(), 0);
        part.bytes().writeTo(out);
      }
    }
  }

  private static void encode(ByteBuf out, RequestBody.FlowDump dump) {
    out.writeByte(dump.table().number()).writeZero(3);
    out.writeInt(dump.outPort().number()).writeInt(dump.outGroup().number()).writeInt(0);
    out.writeLong(dump.cookies().value()).writeLong(dump.cookies().mask());
    MatchCodec.encode(out, dump.match());
  }

  static RequestBody decodeRequest(WireReader in) {
    int type = in.u16();
    in.skip(6);
    return switch (type) {
      case MessageType.PART_FLOW -> flowDump(in);
      case MessageType.PART_AGGREGATE -> new RequestBody.FlowCount(flowDump(in));
      case MessageType.PART_GROUP_DESC -> new RequestBody.GroupDump(new GroupId(in.i32()));
      case MessageType.PART_PORT_DESC -> new RequestBody.PortDump(new Ofport(in.i32()));
      case MessageType.PART_FLOW_MONITOR -> flowMonitor(in);
      case MessageType.PART_EXPERIMENTER ->
          new RequestBody.Experimenter(in.i32(), in.i32(), in.rest());
      default -> new RequestBody.Unhandled(type, in.rest());
    };
  }

  private static RequestBody.FlowDump flowDump(WireReader in) {
    TableId table = new TableId(in.u8());
    in.skip(3);
    Ofport outPort = new Ofport(in.i32());
    GroupId outGroup = new GroupId(in.i32());
    in.skip(4);
    CookieMask cookies = new CookieMask(in.i64(), in.i64());
    return new RequestBody.FlowDump(table, cookies, outPort, outGroup, MatchCodec.decode(in));
  }

  private static RequestBody flowMonitor(WireReader in) {
    int id = in.i32();
    in.skip(8);
    RequestBody.MonitorFlags flags = new RequestBody.MonitorFlags(in.u16());
    TableId table = new TableId(in.u8());
    RequestBody.FlowMonitor.Command command =
        WireCode.decode(in, RequestBody.FlowMonitor.Command.class, in.u8());
    Match match = MatchCodec.decode(in);
    return new RequestBody.FlowMonitor(id, command, flags, table, match);
  }

  static void encode(ByteBuf out, boolean more, ReplyBody body) {
    int flags = more ? FLAG_MORE : 0;
    switch (body) {
      case ReplyBody.Flows(List<FlowStats> flows) -> {
        header(out, MessageType.PART_FLOW, flags);
        flows.forEach(each -> FlowCodec.encode(out, each));
      }
      case ReplyBody.FlowCount(int flows) ->
          FlowCodec.encodeCount(header(out, MessageType.PART_AGGREGATE, flags), flows);
      case ReplyBody.Groups(List<Group> groups) -> {
        header(out, MessageType.PART_GROUP_DESC, flags);
        groups.forEach(each -> GroupCodec.encode(out, each));
      }
      case ReplyBody.Ports(List<PortDescription> ports) -> {
        header(out, MessageType.PART_PORT_DESC, flags);
        ports.forEach(each -> PortCodec.encode(out, each));
      }
      case ReplyBody.FlowUpdates(List<FlowUpdate> updates) -> {
        header(out, MessageType.PART_FLOW_MONITOR, flags);
        updates.forEach(each -> FlowUpdateCodec.encode(out, each));
      }
      case ReplyBody.Experimenter part -> {
        header(out, MessageType.PART_EXPERIMENTER, flags).writeInt(part.experimenter());
        out.writeInt(part.type());
        part.bytes().writeTo(out);
      }
      case ReplyBody.Unhandled part -> {
        header(out, part.type(), flags);
        part.bytes().writeTo(out);
      }
    }
  }

  static Message.MultipartReply decodeReply(WireReader in) {
    int type = in.u16();
    boolean more = (in.u16() & FLAG_MORE) != 0;
    in.skip(4);
    ReplyBody body =
        switch (type) {
          case MessageType.PART_FLOW -> new ReplyBody.Flows(entries(in, FlowCodec::decodeStats));
          case MessageType.PART_AGGREGATE -> new ReplyBody.FlowCount(FlowCodec.decodeCount(in));
          case MessageType.PART_GROUP_DESC -> new ReplyBody.Groups(entries(in, GroupCodec::decode));
          case MessageType.PART_PORT_DESC -> new ReplyBody.Ports(ports(in));
          case MessageType.PART_FLOW_MONITOR ->
              new ReplyBody.FlowUpdates(entries(in, FlowUpdateCodec::decode));
          case MessageType.PART_EXPERIMENTER ->
              new ReplyBody.Experimenter(in.i32(), in.i32(), in.rest());
          default -> new ReplyBody.Unhandled(type, in.rest());
        };
    return new Message.MultipartReply(more, body);
  }

  private static ByteBuf header(ByteBuf out, int type, int flags) {
    return out.writeShort(type).writeShort(flags).writeInt(0);
  }

  /** Entries that begin with their own length in 16 bits. */
  private static <T> List<T> entries(WireReader in, Function<WireReader, T> decoder) {
    List<T> entries = new ArrayList<>();
    while (!in.isEmpty()) {
      int length = in.u16();
      if (length < 8) {
        throw in.malformed("an entry of " + length + " bytes");
      }
      entries.add(decoder.apply(in.part(length - 2, "multipart entry")));
    }
    return entries;
  }

  private static List<PortDescription> ports(WireReader in) {
    List<PortDescription> ports = new ArrayList<>();
    while (!in.isEmpty()) {
      ports.add(PortCodec.decode(in));
    }
    return ports;
  }
}
