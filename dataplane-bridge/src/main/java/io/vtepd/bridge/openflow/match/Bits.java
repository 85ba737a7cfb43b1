package io.vtepd.bridge.openflow.match;

/** Up to 128 bits, unsigned: the value or the mask of a field. */
public record Bits(long high, long low) {

  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

  private static final int MOST = 128;

  /** One for each number of ones. */
  private static final Bits[] ONES = new Bits[MOST + 1];

  static {
    for (int count = 0; count <= MOST; count++) {
      ONES[count] = new Bits(lowOnes(Math.max(0, count - 64)), lowOnes(Math.min(64, count)));
    }
  }

  public static final Bits ZERO = new Bits(0, 0);

  public static Bits of(long low) {
    return new Bits(0, low);
  }

  /** {@code count} ones (0 to 128) at the low end. */
  public static Bits ones(int count) {
    return ONES[count];
  }

  public Bits and(Bits other) {
    return new Bits(high & other.high, low & other.low);
  }

  public boolean isZero() {
    return (high | low) == 0;
  }

  /** Whether no bit is set above the low {@code count}. */
  public boolean fits(int count) {
    return count >= 64
        ? (high & ~lowOnes(count - 64)) == 0
        : high == 0 && (low & ~lowOnes(count)) == 0;
  }

  public Bits shiftLeft(int count) {
    if (count == 0) {
      return this;
    }
    if (count >= 64) {
      return new Bits(low << (count - 64), 0);
    }
    return new Bits(high << count | low >>> (64 - count), low << count);
  }

  public Bits shiftRight(int count) {
    if (count == 0) {
      return this;
    }
    if (count >= 64) {
      return new Bits(0, high >>> (count - 64));
    }
    return new Bits(high >>> count, low >>> count | high << (64 - count));
  }

  /** Spread over all bits: matches of many flows differ in a few low ones. */
  @Override
  public int hashCode() {
    return Long.hashCode((high * 31 + low) * SPREAD);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bits bits && high == bits.high && low == bits.low;
  }

  @Override
  public String toString() {
    return high == 0 ? "0x" + Long.toHexString(low) : String.format("0x%x%016x", high, low);
  }

  private static long lowOnes(int count) {
    return count == 0 ? 0 : -1L >>> (64 - count);
  }
}
