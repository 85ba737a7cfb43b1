package io.vtepd.vtep;

import java.util.Optional;

/** A VLAN as hardware_vtep maps know it: 1 to 4095 is a tag, 0 means frames without a tag. */
public record VlanId(int value) implements Comparable<VlanId> {

  /** Frames without a tag. */
  public static final VlanId UNTAGGED = new VlanId(0);

  private static final int MAX = 4095;

  public VlanId {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException("VLAN " + value + " is not in 0 to " + MAX);
    }
  }

  /** The VLAN of that number, empty if there is none. */
  public static Optional<VlanId> ofNumber(long number) {
    return number < 0 || number > MAX ? Optional.empty() : Optional.of(new VlanId((int) number));
  }

  public boolean isTagged() {
    return value != 0;
  }

  @Override
  public int compareTo(VlanId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return isTagged() ? Integer.toString(value) : "untagged";
  }
}
