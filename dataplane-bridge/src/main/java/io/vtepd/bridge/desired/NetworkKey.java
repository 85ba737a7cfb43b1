package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;

/**
 * What a logical switch is called in the data plane: the first 64 bits of its row's UUID. Nothing
 * has to be allocated or stored, and it is the same after a restart.
 */
public record NetworkKey(long bits) implements Comparable<NetworkKey> {

  /** The key of the Logical_Switch row of that UUID. */
  public static NetworkKey of(Uuid row) {
    return new NetworkKey(row.high());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(bits);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NetworkKey key && bits == key.bits;
  }

  @Override
  public int compareTo(NetworkKey other) {
    return Long.compareUnsigned(bits, other.bits);
  }

  /** 16 hexadecimal digits. */
  @Override
  public String toString() {
    return String.format("%016x", bits);
  }
}
