package io.vtepd.bridge.openflow.action;

import io.netty.buffer.ByteBuf;
import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.match.Bits;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.FieldCodec;
import io.vtepd.bridge.openflow.match.FieldRange;
import io.vtepd.bridge.openflow.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of Nicira's learn (16) and learn2 (45): fixed part, then flow-mod specs. A spec's first
 * 16 bits: bit 13 the source is an immediate, bits 12-11 what it does (0 match, 1 load, 2 output),
 * bits 10-0 its width; zero ends the list.
 */
final class LearnCodec {

  private static final int FLAG_SEND_FLOW_REMOVED = 1;
  private static final int FLAG_DELETE_LEARNED = 2;
  private static final int SOURCE_IMMEDIATE = 1 << 13;
  private static final int TO_MATCH = 0;
  private static final int TO_LOAD = 1 << 11;
  private static final int TO_OUTPUT = 2 << 11;
  private static final int TO_MASK = 3 << 11;
  private static final int WIDTH_MASK = 0x7ff;

  private LearnCodec() {}

  static Learn decode(WireReader in, boolean hasLimit) throws UnknownFieldException {
    int idleTimeoutS = in.u16();
    int hardTimeoutS = in.u16();
    int priority = in.u16();
    Cookie cookie = new Cookie(in.i64());
    int flags = in.u16();
    TableId table = new TableId(in.u8());
    in.skip(1);
    int finIdleTimeoutS = in.u16();
    int finHardTimeoutS = in.u16();
    int limit = hasLimit ? in.i32() : 0;
    if (hasLimit) {
      in.skip(4);
    }
    if ((flags & ~(FLAG_SEND_FLOW_REMOVED | FLAG_DELETE_LEARNED)) != 0) {
      throw new UnknownFieldException("learn with flags " + flags);
    }
    return new Learn(
        table,
        priority,
        cookie,
        idleTimeoutS,
        hardTimeoutS,
        finIdleTimeoutS,
        finHardTimeoutS,
        (flags & FLAG_SEND_FLOW_REMOVED) != 0,
        (flags & FLAG_DELETE_LEARNED) != 0,
        limit,
        specs(in));
  }

  static void encode(ByteBuf out, Learn learn) {
    out.writeShort(learn.idleTimeoutS()).writeShort(learn.hardTimeoutS());
    out.writeShort(learn.priority()).writeLong(learn.cookie().value());
    int flags = learn.sendFlowRemoved() ? FLAG_SEND_FLOW_REMOVED : 0;
    flags |= learn.deleteLearned() ? FLAG_DELETE_LEARNED : 0;
    out.writeShort(flags).writeByte(learn.table().number()).writeByte(0);
    out.writeShort(learn.finIdleTimeoutS()).writeShort(learn.finHardTimeoutS());
    if (learn.limit() != 0) {
      out.writeInt(learn.limit()).writeInt(0);
    }
    for (LearnSpec spec : learn.specs()) {
      encode(out, spec);
    }
  }

  private static List<LearnSpec> specs(WireReader in) throws UnknownFieldException {
    List<LearnSpec> specs = new ArrayList<>();
    while (in.remaining() >= 2) {
      int header = in.u16();
      if (header == 0) {
        break;
      }
      specs.add(spec(in, header));
    }
    return specs;
  }

  private static LearnSpec spec(WireReader in, int header) throws UnknownFieldException {
    int width = header & WIDTH_MASK;
    boolean immediate = (header & SOURCE_IMMEDIATE) != 0;
    return switch (header & (TO_MASK | 0xc000)) {
      case TO_MATCH -> {
        if (immediate) {
          yield new LearnSpec.MatchValue(immediate(in, width), range(in, width));
        }
        yield new LearnSpec.MatchField(range(in, width), range(in, width));
      }
      case TO_LOAD -> {
        if (immediate) {
          yield new LearnSpec.LoadValue(immediate(in, width), range(in, width));
        }
        yield new LearnSpec.LoadField(range(in, width), range(in, width));
      }
      case TO_OUTPUT -> {
        if (immediate) {
          throw in.malformed("learn: output of an immediate");
        }
        yield new LearnSpec.OutputField(range(in, width));
      }
      default -> throw in.malformed("learn: spec header 0x" + Integer.toHexString(header));
    };
  }

  private static Bits immediate(WireReader in, int width) throws UnknownFieldException {
    int bytes = (width + 15) / 16 * 2;
    if (bytes > 16) {
      throw new UnknownFieldException("learn: an immediate of " + width + " bits");
    }
    Bits value = FieldCodec.readBits(in, bytes);
    if (!value.fits(width)) {
      throw in.malformed("learn: " + value + " is wider than " + width + " bits");
    }
    return value;
  }

  private static FieldRange range(WireReader in, int width) throws UnknownFieldException {
    Field field = ActionFields.read(in);
    return ActionFields.range(in, field, in.u16(), width);
  }

  private static void encode(ByteBuf out, LearnSpec spec) {
    switch (spec) {
      case LearnSpec.MatchField(FieldRange source, FieldRange destination) ->
          fields(out, TO_MATCH, source, destination);
      case LearnSpec.LoadField(FieldRange source, FieldRange destination) ->
          fields(out, TO_LOAD, source, destination);
      case LearnSpec.MatchValue(Bits value, FieldRange destination) ->
          value(out, TO_MATCH, value, destination);
      case LearnSpec.LoadValue(Bits value, FieldRange destination) ->
          value(out, TO_LOAD, value, destination);
      case LearnSpec.OutputField(FieldRange source) -> {
        out.writeShort(TO_OUTPUT | source.bitCount());
        range(out, source);
      }
    }
  }

  private static void fields(ByteBuf out, int to, FieldRange source, FieldRange destination) {
    out.writeShort(to | destination.bitCount());
    range(out, source);
    range(out, destination);
  }

  private static void value(ByteBuf out, int to, Bits value, FieldRange destination) {
    int width = destination.bitCount();
    out.writeShort(SOURCE_IMMEDIATE | to | width);
    FieldCodec.writeBits(out, value, (width + 15) / 16 * 2);
    range(out, destination);
  }

  private static void range(ByteBuf out, FieldRange range) {
    out.writeInt(range.field().niciraHeader()).writeShort(range.offset());
  }
}
