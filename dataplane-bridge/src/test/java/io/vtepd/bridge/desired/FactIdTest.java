package io.vtepd.bridge.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.vtep.VlanId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What facts are found by. */
class FactIdTest {

  /**
   * With the hash code that a record has by itself p1/33 met p2/2, and 48,000 bindings shared 2,500
   * values: a map of them was a list of twenties.
   */
  @Test
  void bindingsOfPortsAndVlansInARowHaveHashCodesOfTheirOwn() {
    Set<Integer> codes = new HashSet<>();
    for (int port = 1; port <= 48; port++) {
      for (int vlan = 1; vlan <= 1_000; vlan++) {
        codes.add(new FactId.Binding("p" + port, new VlanId(vlan)).hashCode());
      }
    }
    assertThat(codes).hasSizeGreaterThan(47_900);
  }
}
