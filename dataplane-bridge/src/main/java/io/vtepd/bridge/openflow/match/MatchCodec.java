package io.vtepd.bridge.openflow.match;

import io.netty.buffer.ByteBuf;
import io.vtepd.bridge.openflow.wire.Wire;
import io.vtepd.bridge.openflow.wire.WireReader;
import java.util.Optional;

/** {@code ofp_match} of type OXM (OpenFlow 1.5, 7.2.3), padded to 8 bytes. */
public final class MatchCodec {

  private static final int TYPE_OXM = 1;
  private static final int EXPERIMENTER_CLASS = 0xffff;
  private static final int MASK_BIT = 0x100;

  private MatchCodec() {}

  public static void encode(ByteBuf out, Match match) {
    int start = out.writerIndex();
    out.writeShort(TYPE_OXM).writeShort(0);
    for (FieldMatch field : match.fields()) {
      FieldCodec.write(out, field);
    }
    for (OpaqueField field : match.opaque()) {
      field.bytes().writeTo(out);
    }
    Wire.setLength(out, start + 2, start);
    Wire.pad8(out, start);
  }

  public static Match decode(WireReader in) {
    int type = in.u16();
    int length = in.u16();
    if (type != TYPE_OXM || length < 4) {
      throw in.malformed("match of type " + type + " and length " + length);
    }
    WireReader fields = in.part(length - 4, "match");
    in.skipPadding(length);
    Match.Builder match = Match.builder();
    while (!fields.isEmpty()) {
      decodeField(fields, match);
    }
    return match.build();
  }

  private static void decodeField(WireReader in, Match.Builder match) {
    int header = in.peekI32(0);
    int payload = header & 0xff;
    boolean masked = (header & MASK_BIT) != 0;
    Optional<Field> known = known(header, payload, masked);
    if (known.isEmpty()) {
      match.opaque(new OpaqueField(in.bytes(4 + payload)));
      return;
    }
    in.skip(4);
    Field field = known.get();
    Bits value = FieldCodec.readBits(in, field.bytes());
    Bits mask = masked ? FieldCodec.readBits(in, field.bytes()) : field.exactMask();
    if (match.has(field)) {
      throw in.malformed("a second condition on " + field);
    }
    match.masked(field, value, mask.and(field.exactMask()));
  }

  private static Optional<Field> known(int header, int payload, boolean masked) {
    if (header >>> 16 == EXPERIMENTER_CLASS || (masked && payload % 2 != 0)) {
      return Optional.empty();
    }
    int length = masked ? payload / 2 : payload;
    return Field.ofHeader((header & ~(MASK_BIT | 0xff)) | length);
  }
}
