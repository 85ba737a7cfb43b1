package io.vtepd.bridge.openflow.message;

import io.netty.buffer.ByteBuf;
import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.action.InstructionCodec;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.match.MatchCodec;
import io.vtepd.bridge.openflow.wire.Wire;
import io.vtepd.bridge.openflow.wire.WireCode;
import io.vtepd.bridge.openflow.wire.WireReader;

/** Flow modifications, entries of a flow dump and of a flow monitor. */
final class FlowCodec {

  private static final int NO_BUFFER = 0xffffffff;
  private static final int STATS_CLASS = 0x8002;
  private static final int STAT_DURATION = 0;
  private static final int STAT_IDLE = 1;
  private static final int STAT_FLOWS = 3;
  private static final int STAT_PACKETS = 4;
  private static final int STAT_BYTES = 5;
  private static final long NANOS = 1_000_000_000L;

  private FlowCodec() {}

  static void encode(ByteBuf out, FlowMod mod) {
    Flow flow = mod.flow();
    out.writeLong(flow.cookie().value()).writeLong(mod.cookieMask());
    out.writeByte(flow.table().number()).writeByte(mod.command().code());
    out.writeShort(flow.idleTimeoutS()).writeShort(flow.hardTimeoutS());
    out.writeShort(flow.priority()).writeInt(NO_BUFFER);
    out.writeInt(mod.outPort().number()).writeInt(mod.outGroup().number());
    out.writeShort(flow.flags().bits()).writeShort(0);
    MatchCodec.encode(out, flow.match());
    InstructionCodec.encode(out, flow.instructions());
  }

  static FlowMod decodeMod(WireReader in) {
    Cookie cookie = new Cookie(in.i64());
    long cookieMask = in.i64();
    TableId table = new TableId(in.u8());
    FlowMod.Command command = WireCode.decode(in, FlowMod.Command.class, in.u8());
    int idleTimeoutS = in.u16();
    int hardTimeoutS = in.u16();
    int priority = in.u16();
    in.skip(4);
    Ofport outPort = new Ofport(in.i32());
    GroupId outGroup = new GroupId(in.i32());
    FlowFlags flags = new FlowFlags(in.u16());
    in.skip(2);
    Match match = MatchCodec.decode(in);
    Instructions instructions = InstructionCodec.decode(in);
    Flow flow =
        new Flow(table, priority, match, instructions, cookie, idleTimeoutS, hardTimeoutS, flags);
    return new FlowMod(command, flow, cookieMask, outPort, outGroup);
  }

  static void encode(ByteBuf out, FlowStats stats) {
    Flow flow = stats.flow();
    int start = out.writerIndex();
    out.writeInt(0).writeByte(flow.table().number()).writeByte(0).writeShort(flow.priority());
    out.writeShort(flow.idleTimeoutS()).writeShort(flow.hardTimeoutS());
    out.writeShort(flow.flags().bits()).writeShort(0).writeLong(flow.cookie().value());
    MatchCodec.encode(out, flow.match());
    int list = out.writerIndex();
    out.writeInt(0);
    statTime(out, STAT_DURATION, stats.durationNs());
    statTime(out, STAT_IDLE, stats.idleNs());
    statHeader(out, STAT_PACKETS, Long.BYTES).writeLong(stats.packetCount());
    statHeader(out, STAT_BYTES, Long.BYTES).writeLong(stats.byteCount());
    Wire.setLength(out, list + 2, list);
    Wire.pad8(out, list);
    InstructionCodec.encode(out, flow.instructions());
    Wire.setLength(out, start, start);
  }

  /** An answer about flows taken together. */
  static void encodeCount(ByteBuf out, int flows) {
    int list = out.writerIndex();
    out.writeInt(0);
    statHeader(out, STAT_FLOWS, Integer.BYTES).writeInt(flows);
    Wire.setLength(out, list + 2, list);
    Wire.pad8(out, list);
  }

  private static ByteBuf statHeader(ByteBuf out, int stat, int bytes) {
    return out.writeInt(STATS_CLASS << 16 | stat << 9 | bytes);
  }

  private static void statTime(ByteBuf out, int stat, long nanos) {
    statHeader(out, stat, Long.BYTES)
        .writeInt((int) (nanos / NANOS))
        .writeInt((int) (nanos % NANOS));
  }

  /** One entry of a flow dump, whose length field has been read. */
  static FlowStats decodeStats(WireReader in) {
    in.skip(2);
    TableId table = new TableId(in.u8());
    in.skip(1);
    int priority = in.u16();
    int idleTimeoutS = in.u16();
    int hardTimeoutS = in.u16();
    FlowFlags flags = new FlowFlags(in.u16());
    in.skip(2);
    Cookie cookie = new Cookie(in.i64());
    Match match = MatchCodec.decode(in);
    long[] stats = decodeCounters(in);
    Instructions instructions = InstructionCodec.decode(in);
    Flow flow =
        new Flow(table, priority, match, instructions, cookie, idleTimeoutS, hardTimeoutS, flags);
    return new FlowStats(
        flow, stats[STAT_DURATION], stats[STAT_IDLE], stats[STAT_PACKETS], stats[STAT_BYTES]);
  }

  /** How many flows an answer about flows taken together is about. */
  static int decodeCount(WireReader in) {
    return (int) Math.min(decodeCounters(in)[STAT_FLOWS], Integer.MAX_VALUE);
  }

  private static long[] decodeCounters(WireReader in) {
    long[] stats = new long[STAT_BYTES + 1];
    in.skip(2);
    int length = in.u16();
    WireReader list = in.part(length - 4, "flow statistics");
    in.skipPadding(length);
    while (!list.isEmpty()) {
      int header = list.i32();
      WireReader value = list.part(header & 0xff, "flow statistic");
      int stat = header >>> 9 & 0x7f;
      int bytes = stat == STAT_FLOWS ? Integer.BYTES : Long.BYTES;
      if (header >>> 16 != STATS_CLASS || stat >= stats.length || value.remaining() != bytes) {
        continue;
      }
      stats[stat] =
          switch (stat) {
            case STAT_DURATION, STAT_IDLE -> time(value);
            case STAT_FLOWS -> Integer.toUnsignedLong(value.i32());
            default -> value.i64();
          };
    }
    return stats;
  }

  private static long time(WireReader in) {
    long seconds = Integer.toUnsignedLong(in.i32());
    int nanos = in.i32();
    if (nanos < 0 || nanos >= NANOS) {
      throw in.malformed(nanos + " nanoseconds in a time");
    }
    return seconds * NANOS + nanos;
  }
}
