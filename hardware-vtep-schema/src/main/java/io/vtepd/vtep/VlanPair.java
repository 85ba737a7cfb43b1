package io.vtepd.vtep;

import io.vtepd.ovsdb.value.Uuid;
import java.util.Objects;
import java.util.Optional;

/**
 * One pair of a map from VLANs to rows, such as Physical_Port.vlan_bindings.
 *
 * @param number the key as it stands in the map
 * @param row the row that it maps to
 */
public record VlanPair(long number, Uuid row) {

  public VlanPair {
    Objects.requireNonNull(row);
  }

  public static VlanPair of(VlanId vlan, Uuid row) {
    return new VlanPair(vlan.value(), row);
  }

  /** The VLAN, empty if the number is none. */
  public Optional<VlanId> vlan() {
    return VlanId.ofNumber(number);
  }
}
