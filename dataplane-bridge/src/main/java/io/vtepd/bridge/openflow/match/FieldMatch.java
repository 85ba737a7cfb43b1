package io.vtepd.bridge.openflow.match;

/** One condition: the bits of {@code mask} in {@code field} are those of {@code value}. */
public record FieldMatch(Field field, Bits value, Bits mask) {

  public FieldMatch {
    if (!mask.fits(field.bits())) {
      throw new IllegalArgumentException("mask " + mask + " is wider than " + field);
    }
    if (!value.fits(field.bytes() * 8)) {
      throw new IllegalArgumentException("value " + value + " is wider than " + field);
    }
    value = value.and(mask);
  }

  public boolean isExact() {
    return mask.equals(field.exactMask());
  }

  @Override
  public int hashCode() {
    return (field.name().hashCode() * 31 + value.hashCode()) * 31 + mask.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldMatch match
        && field == match.field
        && value.equals(match.value)
        && mask.equals(match.mask);
  }

  @Override
  public String toString() {
    return field + "=" + value + (isExact() ? "" : "/" + mask);
  }
}
