package io.vtepd.bridge.openflow.action;

import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.match.Bits;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.FieldCodec;
import io.vtepd.bridge.openflow.match.FieldRange;
import io.vtepd.bridge.openflow.wire.Wire;
import io.vtepd.bridge.openflow.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads actions; what is well-formed but not understood becomes {@link Action.Opaque}. */
final class ActionDecoder {

  /** How deep clones may nest; OVS itself gives up earlier when it executes them. */
  private static final int NESTING_LIMIT = 16;

  private static final int MASK_BIT = 0x100;

  private ActionDecoder() {}

  static List<Action> list(WireReader in, int depth) {
    if (depth > NESTING_LIMIT) {
      throw in.malformed("clones nested more than " + NESTING_LIMIT + " deep");
    }
    List<Action> actions = new ArrayList<>();
    while (!in.isEmpty()) {
      int length = in.peekU16(2);
      if (length < 8 || length % 8 != 0) {
        throw in.malformed("an action of " + length + " bytes");
      }
      actions.add(one(in.part(length, "action"), depth));
    }
    return actions;
  }

  private static Action one(WireReader in, int depth) {
    WireReader whole = in.again();
    try {
      Optional<Action> known = known(in, depth);
      if (known.isPresent()) {
        return known.get();
      }
    } catch (UnknownFieldException unknown) {
      return new Action.Opaque(whole.rest());
    }
    return new Action.Opaque(whole.rest());
  }

  private static Optional<Action> known(WireReader in, int depth) throws UnknownFieldException {
    int type = in.u16();
    in.skip(2);
    return switch (type) {
      case ActionCodec.OUTPUT -> Optional.of(new Action.Output(new Ofport(in.i32()), in.u16()));
      case ActionCodec.GROUP -> Optional.of(new Action.ToGroup(new GroupId(in.i32())));
      case ActionCodec.PUSH_VLAN -> Optional.of(new Action.PushVlan(in.u16()));
      case ActionCodec.POP_VLAN -> Optional.of(new Action.PopVlan());
      case ActionCodec.DEC_NW_TTL -> Optional.of(new Action.DecrementTtl());
      case ActionCodec.SET_FIELD -> Optional.of(setField(in));
      case ActionCodec.COPY_FIELD -> Optional.of(copyField(in));
      case ActionCodec.EXPERIMENTER -> experimenter(in, depth);
      default -> Optional.empty();
    };
  }

  private static Optional<Action> experimenter(WireReader in, int depth)
      throws UnknownFieldException {
    if (in.i32() != Wire.NICIRA) {
      return Optional.empty();
    }
    return switch (in.u16()) {
      case ActionCodec.NX_RESUBMIT ->
          Optional.of(new Action.Resubmit(Ofport.fromShort(in.u16()), TableId.ALL));
      case ActionCodec.NX_RESUBMIT_TABLE ->
          Optional.of(new Action.Resubmit(Ofport.fromShort(in.u16()), new TableId(in.u8())));
      case ActionCodec.NX_REG_MOVE -> Optional.of(regMove(in));
      case ActionCodec.NX_REG_LOAD -> Optional.of(regLoad(in));
      case ActionCodec.NX_OUTPUT_REG -> Optional.of(outputReg(in));
      case ActionCodec.NX_LEARN -> Optional.of(new Action.Learned(LearnCodec.decode(in, false)));
      case ActionCodec.NX_LEARN2 -> Optional.of(new Action.Learned(LearnCodec.decode(in, true)));
      case ActionCodec.NX_CLONE -> {
        in.skip(6);
        yield Optional.of(new Action.CloneActions(list(in, depth + 1)));
      }
      default -> Optional.empty();
    };
  }

  private static Action setField(WireReader in) throws UnknownFieldException {
    int header = in.i32();
    boolean masked = (header & MASK_BIT) != 0;
    int payload = header & 0xff;
    int plain = header & ~(MASK_BIT | 0xff) | (masked ? payload / 2 : payload);
    Field field =
        Field.ofHeader(plain)
            .orElseThrow(() -> new UnknownFieldException("0x" + Integer.toHexString(header)));
    Bits value = FieldCodec.readBits(in, field.bytes());
    Bits mask = masked ? FieldCodec.readBits(in, field.bytes()) : field.exactMask();
    mask = mask.and(field.exactMask());
    if (mask.isZero() || !value.fits(field.bits())) {
      throw in.malformed("set " + field + " to " + value + "/" + mask);
    }
    return new Action.SetField(field, value.and(mask), mask);
  }

  private static Action copyField(WireReader in) throws UnknownFieldException {
    int width = in.u16();
    int sourceOffset = in.u16();
    int destinationOffset = in.u16();
    in.skip(2);
    return move(in, width, sourceOffset, destinationOffset);
  }

  private static Action regMove(WireReader in) throws UnknownFieldException {
    int width = in.u16();
    int sourceOffset = in.u16();
    int destinationOffset = in.u16();
    return move(in, width, sourceOffset, destinationOffset);
  }

  private static Action move(WireReader in, int width, int sourceOffset, int destinationOffset)
      throws UnknownFieldException {
    Field source = ActionFields.read(in);
    Field destination = ActionFields.read(in);
    return new Action.Move(
        ActionFields.range(in, source, sourceOffset, width),
        ActionFields.range(in, destination, destinationOffset, width));
  }

  private static Action regLoad(WireReader in) throws UnknownFieldException {
    int where = in.u16();
    Field field = ActionFields.read(in);
    FieldRange range = ActionFields.range(in, field, where >>> 6, (where & 0x3f) + 1);
    Bits value = Bits.of(in.i64());
    if (!value.fits(range.bitCount())) {
      throw in.malformed("load of " + value + " into " + range);
    }
    return Action.SetField.load(value, range);
  }

  private static Action outputReg(WireReader in) throws UnknownFieldException {
    int where = in.u16();
    Field field = ActionFields.read(in);
    FieldRange range = ActionFields.range(in, field, where >>> 6, (where & 0x3f) + 1);
    return new Action.OutputField(range, in.u16());
  }
}
