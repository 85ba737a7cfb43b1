package io.vtepd.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseViewTest {

  @Test
  void changesAreToldByRowAndColumn() {
    DatabaseView before =
        new DatabaseView(
            Map.of(
                "Physical_Port s2-eth1", Map.of("vlan_bindings", "{0: red-network}"),
                "Logical_Switch red-network", Map.of("tunnel_key", "100")));
    DatabaseView after =
        new DatabaseView(
            Map.of(
                "Physical_Port s2-eth1", Map.of("vlan_bindings", "{}"),
                "Physical_Port s2-eth2", Map.of()));
    assertThat(before.changesTo(after))
        .containsExactly(
            "Physical_Port s2-eth1 vlan_bindings {0: red-network} -> {}",
            "Physical_Port s2-eth2 is new",
            "Logical_Switch red-network is gone");
    assertThat(before.changesTo(before)).isEmpty();
  }

  @Test
  void manyChangesAreCounted() {
    Map<String, Map<String, String>> rows = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      rows.put("Ucast_Macs_Local " + i, Map.of());
    }
    assertThat(DatabaseView.EMPTY.changesTo(new DatabaseView(rows)))
        .hasSize(13)
        .endsWith("and 8 more");
  }
}
