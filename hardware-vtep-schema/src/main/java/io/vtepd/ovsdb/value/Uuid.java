package io.vtepd.ovsdb.value;

import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A UUID, as an atom and as the name of a row. Ordered as an unsigned 128-bit number.
 *
 * @param high the first 64 bits as they are printed
 * @param low the last 64 bits as they are printed
 */
public record Uuid(long high, long low) implements Atom {

  /** The default of a uuid column. */
  public static final Uuid ZERO = new Uuid(0, 0);

  private static final int TEXT_LENGTH = 36;

  /** Parses the canonical 8-4-4-4-12 form, in either letter case; anything else is empty. */
  public static Optional<Uuid> parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < TEXT_LENGTH; i++) {
      char c = text.charAt(i);
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return Optional.empty();
        }
        continue;
      }
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return Optional.empty();
      }
      high = high << 4 | low >>> 60;
      low = low << 4 | digit;
    }
    return Optional.of(new Uuid(high, low));
  }

  /** Parses a UUID that must be valid. */
  public static Uuid of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a UUID: " + text));
  }

  /** A fresh random UUID (version 4) from that source of bits. */
  public static Uuid random(RandomGenerator bits) {
    long high = bits.nextLong() & 0xffff_ffff_ffff_0fffL | 0x4000L;
    long low = bits.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new Uuid(high, low);
  }

  @Override
  public AtomicType type() {
    return AtomicType.UUID;
  }

  @Override
  public int compareTo(Atom other) {
    Uuid that = (Uuid) other;
    int order = Long.compareUnsigned(high, that.high);
    return order != 0 ? order : Long.compareUnsigned(low, that.low);
  }

  /** The canonical lower-case form. */
  @Override
  public String toString() {
    return new UUID(high, low).toString();
  }
}
