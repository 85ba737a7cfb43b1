package io.vtepd.bridge.openflow.action;

import io.netty.buffer.ByteBuf;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.action.Instructions.MetadataWrite;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import io.vtepd.bridge.openflow.wire.Wire;
import io.vtepd.bridge.openflow.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A flow's instructions (OpenFlow 1.5, 7.2.5), written in the order in which OVS keeps them. */
public final class InstructionCodec {

  private static final int GOTO_TABLE = 1;
  private static final int WRITE_METADATA = 2;
  private static final int WRITE_ACTIONS = 3;
  private static final int APPLY_ACTIONS = 4;
  private static final int CLEAR_ACTIONS = 5;

  private InstructionCodec() {}

  public static void encode(ByteBuf out, Instructions instructions) {
    for (OpaqueBytes opaque : instructions.opaque()) {
      opaque.writeTo(out);
    }
    if (!instructions.apply().isEmpty()) {
      actions(out, APPLY_ACTIONS, instructions.apply());
    }
    if (instructions.clearActions()) {
      out.writeShort(CLEAR_ACTIONS).writeShort(8).writeInt(0);
    }
    if (!instructions.write().isEmpty()) {
      actions(out, WRITE_ACTIONS, instructions.write());
    }
    if (instructions.metadata().isPresent()) {
      MetadataWrite write = instructions.metadata().get();
      out.writeShort(WRITE_METADATA).writeShort(24).writeInt(0);
      out.writeLong(write.value()).writeLong(write.mask());
    }
    if (instructions.gotoTable().isPresent()) {
      out.writeShort(GOTO_TABLE).writeShort(8);
      out.writeByte(instructions.gotoTable().get().number()).writeZero(3);
    }
  }

  private static void actions(ByteBuf out, int type, List<Action> actions) {
    int start = out.writerIndex();
    out.writeShort(type).writeShort(0).writeInt(0);
    ActionCodec.encode(out, actions);
    Wire.setLength(out, start + 2, start);
  }

  public static Instructions decode(WireReader in) {
    Decoder decoder = new Decoder();
    while (!in.isEmpty()) {
      int length = in.peekU16(2);
      if (length < 8 || length % 8 != 0) {
        throw in.malformed("an instruction of " + length + " bytes");
      }
      decoder.add(in.part(length, "instruction"));
    }
    return decoder.result();
  }

  /** Gathers instructions; a second one of a type adds to or replaces the first. */
  private static final class Decoder {

    private final List<Action> apply = new ArrayList<>();
    private final List<Action> write = new ArrayList<>();
    private final List<OpaqueBytes> opaque = new ArrayList<>();
    private boolean clearActions;
    private Optional<MetadataWrite> metadata = Optional.empty();
    private Optional<TableId> gotoTable = Optional.empty();

    void add(WireReader in) {
      WireReader whole = in.again();
      int type = in.u16();
      in.skip(2);
      switch (type) {
        case APPLY_ACTIONS -> apply.addAll(actions(in));
        case WRITE_ACTIONS -> write.addAll(actions(in));
        case CLEAR_ACTIONS -> clearActions = true;
        case WRITE_METADATA -> {
          in.skip(4);
          metadata = Optional.of(new MetadataWrite(in.i64(), in.i64()));
        }
        case GOTO_TABLE -> gotoTable = Optional.of(new TableId(in.u8()));
        default -> opaque.add(whole.rest());
      }
    }

    Instructions result() {
      return new Instructions(apply, clearActions, write, metadata, gotoTable, opaque);
    }

    private static List<Action> actions(WireReader in) {
      in.skip(4);
      return ActionCodec.decode(in);
    }
  }
}
