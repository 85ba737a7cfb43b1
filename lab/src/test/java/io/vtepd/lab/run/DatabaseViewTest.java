package io.vtepd.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
  void rowsOfTwoTenantsWithOneMacAreTwoRows() throws IOException {
    JsonNode results =
        new ObjectMapper()
            .readTree(
                """
                {"Logical_Switch": [{"_uuid": ["uuid", "u1"], "name": "red"},
                                    {"_uuid": ["uuid", "u2"], "name": "blue"}],
                 "Ucast_Macs_Local": [
                   {"_uuid": ["uuid", "u3"], "MAC": "aa", "logical_switch": ["uuid", "u1"]},
                   {"_uuid": ["uuid", "u4"], "MAC": "aa", "logical_switch": ["uuid", "u2"]},
                   {"_uuid": ["uuid", "u5"], "MAC": "aa", "logical_switch": ["uuid", "u2"]}]}
                """);
    assertThat(DatabaseView.of(table -> results.path(table)).rows())
        .containsOnlyKeys(
            "Logical_Switch red",
            "Logical_Switch blue",
            "Ucast_Macs_Local aa in red",
            "Ucast_Macs_Local aa in blue",
            "Ucast_Macs_Local aa in blue (2)");
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
