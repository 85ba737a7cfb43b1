package io.vtepd.bridge.openflow.match;

/** {@code bitCount} bits of a field, from bit {@code offset} up (bit 0 is the lowest). */
public record FieldRange(Field field, int offset, int bitCount) {

  public FieldRange {
    if (offset < 0 || bitCount < 1 || offset + bitCount > field.bits()) {
      throw new IllegalArgumentException(
          field
              + " has "
              + field.bits()
              + " bits, not ["
              + offset
              + ".."
              + (offset + bitCount - 1)
              + "]");
    }
  }

  public static FieldRange all(Field field) {
    return new FieldRange(field, 0, field.bits());
  }

  @Override
  public String toString() {
    return offset == 0 && bitCount == field.bits()
        ? field + "[]"
        : field + "[" + offset + ".." + (offset + bitCount - 1) + "]";
  }
}
