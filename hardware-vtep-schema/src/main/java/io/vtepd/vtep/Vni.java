package io.vtepd.vtep;

import java.util.Optional;

/** A VXLAN network identifier that names a network: 1 to 16777215. Zero is no network yet. */
public record Vni(int value) implements Comparable<Vni> {

  /** The largest 24-bit number. */
  public static final int MAX = 0xff_ffff;

  public Vni {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException("VNI " + value + " is not in 1 to " + MAX);
    }
  }

  /** The VNI of that number, empty if there is none. */
  public static Optional<Vni> ofNumber(long number) {
    return number < 1 || number > MAX ? Optional.empty() : Optional.of(new Vni((int) number));
  }

  @Override
  public int compareTo(Vni other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
