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

  /** The two digits of each byte. */
  private static final byte[] HEX = digitsOfBytes();

  /** The value of each hexadecimal digit, and for all other ASCII characters a negative number. */
  private static final byte[] VALUES = valuesOfDigits();

  private static byte[] digitsOfBytes() {
    StringBuilder digits = new StringBuilder(512);
    for (int i = 0; i < 256; i++) {
      digits.append(Character.forDigit(i >>> 4, 16)).append(Character.forDigit(i & 15, 16));
    }
    return digits.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] valuesOfDigits() {
    byte[] values = new byte[128];
    for (int c = 0; c < values.length; c++) {
      values[c] = (byte) Character.digit(c, 16);
    }
    return values;
  }

  /** Parses the canonical 8-4-4-4-12 form, in either letter case; anything else is empty. */
  public static Optional<Uuid> parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    boolean dashes =
        text.charAt(8) == '-'
            && text.charAt(13) == '-'
            && text.charAt(18) == '-'
            && text.charAt(23) == '-';
    // Groups that are no digits are negative, and so is what they are put together to.
    long first = digits(text, 0, 8);
    long second = digits(text, 9, 13) << 16 | digits(text, 14, 18);
    long third = digits(text, 19, 23) << 16 | digits(text, 24, 28);
    long fourth = digits(text, 28, TEXT_LENGTH);
    return dashes && (first | second | third | fourth) >= 0
        ? Optional.of(new Uuid(first << 32 | second, third << 32 | fourth))
        : Optional.empty();
  }

  /** The number that up to eight hexadecimal digits spell; negative if others are among them. */
  private static long digits(String text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      // A negative digit fills all bits above, and these are not shifted out.
      number = number << 4 | (c < VALUES.length ? VALUES[c] : -1);
    }
    return number;
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
    writeHex(high >>> 32, 4, bytes, offset);
    bytes[offset + 8] = '-';
    writeHex(high >>> 16, 2, bytes, offset + 9);
    bytes[offset + 13] = '-';
    writeHex(high, 2, bytes, offset + 14);
    bytes[offset + 18] = '-';
    writeHex(low >>> 48, 2, bytes, offset + 19);
    bytes[offset + 23] = '-';
    writeHex(low >>> 32, 2, bytes, offset + 24);
    writeHex(low, 4, bytes, offset + 28);
  }

  /** Writes the digits of the lowest bytes. */
  private static void writeHex(long bits, int count, byte[] bytes, int offset) {
    for (int i = 0; i < count; i++) {
      int digits = 2 * ((int) (bits >>> 8 * (count - 1 - i)) & 0xff);
      bytes[offset + 2 * i] = HEX[digits];
      bytes[offset + 2 * i + 1] = HEX[digits + 1];
    }
  }

  /** The canonical lower-case form. */
  @Override
  public String toString() {
    return new UUID(high, low).toString();
  }
}
