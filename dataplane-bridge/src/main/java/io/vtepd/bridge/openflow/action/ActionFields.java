package io.vtepd.bridge.openflow.action;

import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.FieldRange;
import io.vtepd.bridge.openflow.wire.WireReader;

/** Field names inside actions. */
final class ActionFields {

  private ActionFields() {}

  static Field read(WireReader in) throws UnknownFieldException {
    int header = in.i32();
    return Field.ofHeader(header)
        .orElseThrow(() -> new UnknownFieldException("field 0x" + Integer.toHexString(header)));
  }

  /** A range from the wire; one that is not inside its field is malformed. */
  static FieldRange range(WireReader in, Field field, int offset, int bitCount) {
    if (bitCount < 1 || offset + bitCount > field.bits()) {
      throw in.malformed(bitCount + " bits from bit " + offset + " of " + field);
    }
    return new FieldRange(field, offset, bitCount);
  }
}
