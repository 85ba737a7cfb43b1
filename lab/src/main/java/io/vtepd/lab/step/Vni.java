package io.vtepd.lab.step;

/** A VXLAN network identifier, 1 to 16777215. */
public record Vni(int number) {

  /** The largest identifier: 24 bits. */
  public static final int MAX = 0xffffff;

  public Vni {
    if (number < 1 || number > MAX) {
      throw new IllegalArgumentException("VNI " + number);
    }
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
