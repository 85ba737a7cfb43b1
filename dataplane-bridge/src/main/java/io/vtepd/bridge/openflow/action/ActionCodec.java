package io.vtepd.bridge.openflow.action;

import io.netty.buffer.ByteBuf;
import io.vtepd.bridge.openflow.match.FieldCodec;
import io.vtepd.bridge.openflow.match.FieldRange;
import io.vtepd.bridge.openflow.wire.Wire;
import io.vtepd.bridge.openflow.wire.WireReader;
import java.util.List;

/** Lists of actions in OpenFlow 1.5's and Nicira's wire format; each is a multiple of 8 bytes. */
public final class ActionCodec {

  static final int OUTPUT = 0;
  static final int PUSH_VLAN = 17;
  static final int POP_VLAN = 18;
  static final int GROUP = 22;
  static final int DEC_NW_TTL = 24;
  static final int SET_FIELD = 25;
  static final int COPY_FIELD = 28;
  static final int EXPERIMENTER = 0xffff;

  static final int NX_RESUBMIT = 1;
  static final int NX_REG_MOVE = 6;
  static final int NX_REG_LOAD = 7;
  static final int NX_RESUBMIT_TABLE = 14;
  static final int NX_OUTPUT_REG = 15;
  static final int NX_LEARN = 16;
  static final int NX_CLONE = 42;
  static final int NX_LEARN2 = 45;

  private ActionCodec() {}

  public static List<Action> decode(WireReader in) {
    return ActionDecoder.list(in, 0);
  }

  public static void encode(ByteBuf out, List<Action> actions) {
    for (Action action : actions) {
      encode(out, action);
    }
  }

  private static void encode(ByteBuf out, Action action) {
    int start = out.writerIndex();
    switch (action) {
      case Action.Opaque opaque -> {
        opaque.bytes().writeTo(out);
        return;
      }
      case Action.Output output ->
          header(out, OUTPUT)
              .writeInt(output.port().number())
              .writeShort(output.maxLength())
              .writeZero(6);
      case Action.ToGroup group -> header(out, GROUP).writeInt(group.group().number());
      case Action.PushVlan push -> header(out, PUSH_VLAN).writeShort(push.tpid());
      case Action.PopVlan pop -> header(out, POP_VLAN);
      case Action.DecrementTtl ttl -> header(out, DEC_NW_TTL);
      case Action.SetField set -> {
        header(out, SET_FIELD);
        FieldCodec.writeMasked(out, set.field(), set.value(), set.mask());
      }
      case Action.Move move -> move(out, move);
      case Action.Resubmit resubmit ->
          nicira(out, NX_RESUBMIT_TABLE)
              .writeShort(resubmit.port().toShort())
              .writeByte(resubmit.table().number());
      case Action.OutputField output -> output(out, output);
      case Action.CloneActions clone -> {
        nicira(out, NX_CLONE).writeZero(6);
        encode(out, clone.actions());
      }
      case Action.Learned learned ->
          LearnCodec.encode(
              nicira(out, learned.learn().limit() == 0 ? NX_LEARN : NX_LEARN2), learned.learn());
    }
    Wire.pad8(out, start);
    Wire.setLength(out, start + 2, start);
  }

  private static ByteBuf header(ByteBuf out, int type) {
    return out.writeShort(type).writeShort(0);
  }

  private static ByteBuf nicira(ByteBuf out, int subtype) {
    return header(out, EXPERIMENTER).writeInt(Wire.NICIRA).writeShort(subtype);
  }

  private static void move(ByteBuf out, Action.Move move) {
    header(out, COPY_FIELD).writeShort(move.source().bitCount());
    out.writeShort(move.source().offset()).writeShort(move.destination().offset()).writeShort(0);
    out.writeInt(move.source().field().header()).writeInt(move.destination().field().header());
  }

  private static void output(ByteBuf out, Action.OutputField output) {
    FieldRange source = output.source();
    nicira(out, NX_OUTPUT_REG).writeShort(source.offset() << 6 | (source.bitCount() - 1));
    out.writeInt(source.field().niciraHeader()).writeShort(output.maxLength()).writeZero(6);
  }
}
