package io.vtepd.bridge.openflow.message;

import io.netty.buffer.ByteBuf;
import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.action.InstructionCodec;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.match.MatchCodec;
import io.vtepd.bridge.openflow.message.FlowUpdate.RemovedReason;
import io.vtepd.bridge.openflow.wire.Wire;
import io.vtepd.bridge.openflow.wire.WireCode;
import io.vtepd.bridge.openflow.wire.WireReader;

/** Entries of a flow monitor's report. */
final class FlowUpdateCodec {

  private static final int INITIAL = 0;
  private static final int ADDED = 1;
  private static final int REMOVED = 2;
  private static final int MODIFIED = 3;
  private static final int ABBREVIATED = 4;
  private static final int PAUSED = 5;
  private static final int RESUMED = 6;

  private FlowUpdateCodec() {}

  static void encode(ByteBuf out, FlowUpdate update) {
    int start = out.writerIndex();
    out.writeShort(0);
    switch (update) {
      case FlowUpdate.Initial(Flow flow) -> full(out, INITIAL, flow, 0);
      case FlowUpdate.Added(Flow flow) -> full(out, ADDED, flow, 0);
      case FlowUpdate.Removed(Flow flow, RemovedReason reason) ->
          full(out, REMOVED, flow, reason.code());
      case FlowUpdate.Modified(Flow flow) -> full(out, MODIFIED, flow, 0);
      case FlowUpdate.Abbreviated(Xid request) ->
          out.writeShort(ABBREVIATED).writeInt(request.value());
      case FlowUpdate.Paused() -> out.writeShort(PAUSED).writeInt(0);
      case FlowUpdate.Resumed() -> out.writeShort(RESUMED).writeInt(0);
    }
    Wire.setLength(out, start, start);
  }

  private static void full(ByteBuf out, int event, Flow flow, int reason) {
    out.writeShort(event).writeByte(flow.table().number()).writeByte(reason);
    out.writeShort(flow.idleTimeoutS()).writeShort(flow.hardTimeoutS());
    out.writeShort(flow.priority()).writeInt(0).writeLong(flow.cookie().value());
    MatchCodec.encode(out, flow.match());
    InstructionCodec.encode(out, flow.instructions());
  }

  /** One entry, whose length field has been read. */
  static FlowUpdate decode(WireReader in) {
    int event = in.u16();
    return switch (event) {
      case ABBREVIATED -> new FlowUpdate.Abbreviated(new Xid(in.i32()));
      case PAUSED -> new FlowUpdate.Paused();
      case RESUMED -> new FlowUpdate.Resumed();
      case INITIAL, ADDED, REMOVED, MODIFIED -> decodeFull(in, event);
      default -> throw in.malformed("flow monitor event " + event);
    };
  }

  private static FlowUpdate decodeFull(WireReader in, int event) {
    TableId table = new TableId(in.u8());
    int reason = in.u8();
    int idleTimeoutS = in.u16();
    int hardTimeoutS = in.u16();
    int priority = in.u16();
    in.skip(4);
    Cookie cookie = new Cookie(in.i64());
    Match match = MatchCodec.decode(in);
    Instructions instructions = InstructionCodec.decode(in);
    FlowFlags flags = FlowFlags.NONE;
    Flow flow =
        new Flow(table, priority, match, instructions, cookie, idleTimeoutS, hardTimeoutS, flags);
    return switch (event) {
      case INITIAL -> new FlowUpdate.Initial(flow);
      case ADDED -> new FlowUpdate.Added(flow);
      case REMOVED ->
          new FlowUpdate.Removed(flow, WireCode.decode(in, RemovedReason.class, reason));
      default -> new FlowUpdate.Modified(flow);
    };
  }
}
