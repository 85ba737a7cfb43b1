package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.ApplianceProcess;
import io.vtepd.tests.peer.JsonRpcPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What networking-l2gw's agent sends, message by message: one session that does nothing but
 * monitor, and a new connection for each write, whose first message must be the reply.
 */
@Tag("system")
@Timeout(120)
class L2gatewayAgentE2eTest {

  private static final String MONITOR =
      """
      {"method": "monitor", "id": "m", "params": ["hardware_vtep", null, {
        "Logical_Switch": [PROPS], "Physical_Switch": [PROPS], "Physical_Port": [PROPS],
        "Ucast_Macs_Local": [PROPS], "Ucast_Macs_Remote": [PROPS], "Physical_Locator": [PROPS],
        "Mcast_Macs_Local": [PROPS], "Physical_Locator_Set": [PROPS]}]}
      """
          .replace(
              "PROPS",
              "{\"select\": {\"initial\": true, \"insert\": true, \"delete\": true,"
                  + " \"modify\": true}}");
  private static final String BIND =
      """
      {"op": "insert", "uuid-name": "a1", "table": "Logical_Switch",
       "row": {"description": "net", "name": "f0a1", "tunnel_key": 70}},
      {"op": "insert", "table": "Physical_Locator", "uuid-name": "a2",
       "row": {"dst_ip": "192.0.2.2", "encapsulation_type": "vxlan_over_ipv4"}},
      {"op": "insert", "table": "Ucast_Macs_Remote", "uuid-name": "a3",
       "row": {"MAC": "fa:16:3e:00:00:01", "logical_switch": ["named-uuid", "a1"],
               "locator": ["named-uuid", "a2"], "ipaddr": "10.0.0.3"}},
      {"op": "mutate", "table": "Physical_Port", "where": [["_uuid", "==", ["uuid", "PORT"]]],
       "mutations": [["vlan_bindings", "insert", ["map", [[7, ["named-uuid", "a1"]]]]]]}
      """;
  private static final String UNBIND =
      """
      {"op": "mutate", "table": "Physical_Port", "where": [["_uuid", "==", ["uuid", "PORT"]]],
       "mutations": [["vlan_bindings", "delete", ["map", [[7, ["uuid", "SWITCH"]]]]]]}
      """;
  private static final String DELETE_MACS =
      """
      {"op": "delete", "table": "Ucast_Macs_Remote",
       "where": [["MAC", "==", "fa:16:3e:00:00:01"],
                 ["logical_switch", "==", ["uuid", "SWITCH"]]]}
      """;
  private static final String DELETE_SWITCH =
      """
      {"op": "delete", "table": "Logical_Switch", "where": [["_uuid", "==", ["uuid", "SWITCH"]]]}
      """;

  @Test
  void networkIsBoundUnboundAndDeleted(@TempDir Path folder) throws Exception {
    try (ApplianceProcess vtepd = ApplianceProcess.start(folder, Schemas.openVswitch());
        JsonRpcPeer agent = vtepd.connect()) {
      Awaitility.await("port p1").until(() -> vtepd.vtepctl("list-ports", "gw0").equals("p1"));
      agent.send(MONITOR);
      Json.Obj initial = agent.next().orElseThrow();
      assertThat(initial.get("id")).contains(Json.of("m"));
      String port = onlyRow(member(initial, "result"), "Physical_Port");
      onlyRow(member(initial, "result"), "Physical_Switch");

      Json.Arr bound = write(vtepd, BIND.replace("PORT", port));
      assertThat(bound.get(bound.size() - 1)).as("commit's result").isEqualTo(Json.emptyObject());
      Json.Obj update = awaitUpdateOf(agent, "Physical_Port");
      String network = onlyRow(update, "Logical_Switch");
      assertThat(update.get("Ucast_Macs_Remote")).isPresent();
      assertThat(update.get("Physical_Port").orElseThrow().toText())
          .contains("\"vlan_bindings\":[\"map\",[[7,[\"uuid\",\"" + network + "\"]]]]")
          .contains("\"vlan_bindings\":[\"map\",[]]},\"new\"");
      awaitUpdateOf(agent, "Mcast_Macs_Local");

      write(vtepd, UNBIND.replace("PORT", port).replace("SWITCH", network));
      // A deleted row comes whole: the agent looks up its logical switch.
      Json.Obj local = awaitUpdateOf(agent, "Mcast_Macs_Local");
      assertThat(local.get("Mcast_Macs_Local").orElseThrow().toText())
          .contains("\"old\":{")
          .contains("\"logical_switch\":[\"uuid\",\"" + network + "\"]")
          .doesNotContain("\"new\"");
      write(vtepd, DELETE_MACS.replace("SWITCH", network));
      write(vtepd, DELETE_SWITCH.replace("SWITCH", network));
      awaitUpdateOf(agent, "Logical_Switch");
      assertThat(vtepd.vtepctl("list-ls")).isEmpty();
    }
  }

  /** One transaction on a connection of its own, as the agent writes; all of it must succeed. */
  private static Json.Arr write(ApplianceProcess vtepd, String operations) throws IOException {
    try (JsonRpcPeer writer = vtepd.connect()) {
      writer.send(
          "{\"method\": \"transact\", \"id\": \"w\", \"params\": [\"hardware_vtep\","
              + operations
              + ", {\"op\": \"commit\", \"durable\": true}]}");
      Json.Obj reply = writer.next().orElseThrow();
      assertThat(reply.get("id")).contains(Json.of("w"));
      assertThat(reply.get("error")).contains(Json.ofNull());
      assertThat(reply.toText()).doesNotContain("\"details\"");
      return (Json.Arr) reply.get("result").orElseThrow();
    }
  }

  /** The next update that has that table; each must be for the monitor named null. */
  private static Json.Obj awaitUpdateOf(JsonRpcPeer agent, String table) throws IOException {
    while (true) {
      Json.Obj message = agent.next().orElseThrow();
      assertThat(message.get("method")).contains(Json.of("update"));
      assertThat(message.get("id")).contains(Json.ofNull());
      List<Json> params = ((Json.Arr) message.get("params").orElseThrow()).elements();
      assertThat(params.getFirst()).isEqualTo(Json.ofNull());
      Json.Obj tables = (Json.Obj) params.get(1);
      if (tables.get(table).isPresent()) {
        return tables;
      }
    }
  }

  private static Json.Obj member(Json.Obj object, String name) {
    Optional<Json> member = object.get(name);
    return (Json.Obj) member.orElseThrow(() -> new AssertionError(object.toText()));
  }

  /** The UUID of the one row of that table. */
  private static String onlyRow(Json.Obj tables, String table) {
    Map<String, Json> rows = member(tables, table).members();
    assertThat(rows).as(table).hasSize(1);
    return rows.keySet().iterator().next();
  }
}
