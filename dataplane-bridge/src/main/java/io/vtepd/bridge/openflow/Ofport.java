package io.vtepd.bridge.openflow;

/**
 * An OpenFlow port number (32 bits, unsigned). Ordinary ports are 1 to 0xffffff00; the named
 * constants above that are OpenFlow's reserved ports.
 */
public record Ofport(int number) implements Comparable<Ofport> {

  private static final int FIRST_RESERVED = 0xffffff00;

  /** Send back where the frame came from. */
  public static final Ofport IN_PORT = new Ofport(0xfffffff8);

  /** Switch as an ordinary learning switch would. */
  public static final Ofport NORMAL = new Ofport(0xfffffffa);

  public static final Ofport FLOOD = new Ofport(0xfffffffb);
  public static final Ofport ALL = new Ofport(0xfffffffc);
  public static final Ofport CONTROLLER = new Ofport(0xfffffffd);

  /** The bridge's own internal port. */
  public static final Ofport LOCAL = new Ofport(0xfffffffe);

  /** Wildcard in requests, "none" in bucket watches. */
  public static final Ofport ANY = new Ofport(0xffffffff);

  public static Ofport of(int number) {
    return new Ofport(number);
  }

  /** From Nicira's 16-bit form, where the reserved ports are 0xff00 and up. */
  public static Ofport fromShort(int number) {
    return new Ofport(number >= 0xff00 ? number | 0xffff0000 : number);
  }

  /** Nicira's 16-bit form; a port from 0xff00 to 0xfffffeff has none. */
  public int toShort() {
    if (!isReserved() && Integer.compareUnsigned(number, 0xff00) >= 0) {
      throw new IllegalArgumentException("port " + this + " does not fit in 16 bits");
    }
    return number & 0xffff;
  }

  public boolean isReserved() {
    return Integer.compareUnsigned(number, FIRST_RESERVED) >= 0;
  }

  @Override
  public int compareTo(Ofport other) {
    return Integer.compareUnsigned(number, other.number);
  }

  @Override
  public String toString() {
    return switch (number) {
      case 0xfffffff8 -> "IN_PORT";
      case 0xfffffffa -> "NORMAL";
      case 0xfffffffb -> "FLOOD";
      case 0xfffffffc -> "ALL";
      case 0xfffffffd -> "CONTROLLER";
      case 0xfffffffe -> "LOCAL";
      case 0xffffffff -> "ANY";
      default -> Integer.toUnsignedString(number);
    };
  }
}
