package io.vtepd.ovsdb.value;

import java.nio.charset.StandardCharsets;
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

  /** Characters of the canonical form. */
  public static final int TEXT_LENGTH = 36;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The value of each hexadecimal digit, and for all other ASCII characters a negative number. */
  private static final byte[] DIGITS = digits();

  private static byte[] digits() {
    byte[] digits = new byte[128];
    for (int c = 0; c < digits.length; c++) {
      digits[c] = (byte) Character.digit(c, 16);
    }
    return digits;
  }

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
      int digit = c < DIGITS.length ? DIGITS[c] : -1;
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

  /** Puts the canonical lower-case form into an array, {@link #TEXT_LENGTH} bytes of ASCII. */
  public void writeText(byte[] bytes, int offset) {
    writeHex(high >>> 32, 8, bytes, offset);
    bytes[offset + 8] = '-';
    writeHex(high >>> 16, 4, bytes, offset + 9);
    bytes[offset + 13] = '-';
    writeHex(high, 4, bytes, offset + 14);
    bytes[offset + 18] = '-';
    writeHex(low >>> 48, 4, bytes, offset + 19);
    bytes[offset + 23] = '-';
    writeHex(low >>> 32, 4, bytes, offset + 24);
    writeHex(low, 8, bytes, offset + 28);
  }

  /** Writes the lowest digits. */
  private static void writeHex(long bits, int digits, byte[] bytes, int offset) {
    for (int i = 0; i < digits; i++) {
      bytes[offset + i] = HEX[(int) (bits >>> 4 * (digits - 1 - i)) & 15];
    }
  }

  /** The canonical lower-case form. */
  @Override
  public String toString() {
    return new UUID(high, low).toString();
  }
}
