package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.ApplianceProcess;
import io.vtepd.tests.peer.JsonRpcPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenDaylight's part, message by message: it listens, our server dials it because a row of Manager
 * says so, and then it asks in its own spelling, which is stricter and looser than RFC 7047.
 */
@Tag("system")
@Timeout(120)
class OpenDaylightE2eTest {

  private static final String DATABASE = "hardware_vtep";
  private static final String INSERT_SWITCH =
      """
      {"op": "insert", "table": "Logical_Switch", "uuid-name": "ls_odl",
       "row": {"tunnel_key": ["set", [70]], "name": "odl", "description": "",
               "replication_mode": ["set", ["source_node"]]}},
      {"where": [["name", "==", "p1"]], "op": "update", "table": "Physical_Port",
       "row": {"vlan_bindings": ["map", [[0, ["named-uuid", "ls_odl"]]]]}},
      {"op": "comment", "comment": "create"}
      """;
  private static final String INSERT_MACS =
      """
      {"op": "insert", "table": "Physical_Locator", "uuid-name": "loc",
       "row": {"encapsulation_type": "vxlan_over_ipv4", "dst_ip": "192.0.2.2"}},
      {"op": "insert", "table": "Physical_Locator_Set", "uuid-name": "locs",
       "row": {"locators": ["set", [["named-uuid", "loc"]]]}},
      {"op": "insert", "table": "Ucast_Macs_Remote",
       "row": {"MAC": "fa:16:3e:00:00:01", "ipaddr": "", "locator": ["named-uuid", "loc"],
               "logical_switch": ["uuid", "SWITCH"]}},
      {"op": "insert", "table": "Mcast_Macs_Remote",
       "row": {"MAC": "unknown-dst", "locator_set": ["named-uuid", "locs"],
               "logical_switch": ["uuid", "SWITCH"]}}
      """;
  private static final String DELETE_SWITCH =
      """
      {"op": "delete", "table": "Ucast_Macs_Remote", "where": [OF_SWITCH]},
      {"op": "delete", "table": "Ucast_Macs_Local", "where": [OF_SWITCH]},
      {"op": "delete", "table": "Mcast_Macs_Remote", "where": [OF_SWITCH]},
      {"op": "delete", "table": "Mcast_Macs_Local", "where": [OF_SWITCH]},
      {"op": "delete", "table": "Logical_Switch", "where": [["name", "==", "odl"]]}
      """
          .replace("OF_SWITCH", "[\"logical_switch\", \"==\", [\"uuid\", \"SWITCH\"]]");
  private static final String UNBIND =
      """
      {"op": "update", "table": "Physical_Port", "where": [["name", "==", "p1"]],
       "row": {"vlan_bindings": ["map", []]}},
      """;

  @TempDir private static Path folder;
  private static ApplianceProcess vtepd;

  @BeforeAll
  static void start() throws IOException {
    vtepd = ApplianceProcess.start(folder, Schemas.openVswitch());
    Awaitility.await("port p1").until(() -> vtepd.vtepctl("list-ports", "gw0").equals("p1"));
  }

  @AfterAll
  static void end() throws IOException {
    vtepd.close();
  }

  @Test
  void networkIsMadeAndDeletedOverTheSessionThatWeDialled() throws Exception {
    try (ServerSocketChannel controller = listen();
        JsonRpcPeer odl = acceptDialled(controller, 60_000)) {
      odl.send("{\"id\":\"echo\",\"method\":\"echo\",\"params\":[]}");
      assertThat(reply(odl, "echo").get("result")).contains(Json.array());
      odl.send("{\"id\":\"1\",\"method\":\"list_dbs\",\"params\":[]}");
      assertThat(reply(odl, "1").get("result").orElseThrow().toText()).contains(DATABASE);
      odl.send("{\"id\":\"2\",\"method\":\"get_schema\",\"params\":[\"hardware_vtep\"]}");
      Json.Obj schema = (Json.Obj) reply(odl, "2").get("result").orElseThrow();
      assertIdentity(odl);
      odl.send(
          new Json.Obj(
                  Map.of(
                      "id", Json.of("3"),
                      "method", Json.of("monitor"),
                      "params", Json.array(Json.of(DATABASE), Json.of("u"), tables(schema))))
              .toText());
      assertThat(reply(odl, "3").get("result").orElseThrow().toText()).contains("\"gw0\"");

      transact(odl, INSERT_SWITCH);
      Json.Obj update = awaitUpdateOf(odl, "Mcast_Macs_Local");
      String network = vtepd.vtepctl("get", "Logical_Switch", "odl", "_uuid");
      // The row's name as key and its column _uuid: both are asked for.
      assertThat(update.toText()).contains("[\"uuid\",\"" + network + "\"]").contains("\"_uuid\"");
      transact(odl, INSERT_MACS.replace("SWITCH", network));
      assertThat(vtepd.vtepctl("list-remote-macs", "odl")).contains("unknown-dst").contains("fa:");

      List<Json> refused = transact(odl, DELETE_SWITCH.replace("SWITCH", network));
      assertThat(refused).as("results of five operations and the commit's").hasSize(6);
      assertThat(refused.getLast().toText()).contains("referential integrity violation");
      transact(odl, UNBIND + DELETE_SWITCH.replace("SWITCH", network));
      assertThat(vtepd.vtepctl("list-ls")).isEmpty();
    }
  }

  @Test
  void errorsAndEchoesAreSpelledAsOpenDaylightReadsThem() throws Exception {
    try (ServerSocketChannel controller = listen();
        JsonRpcPeer odl = acceptDialled(controller, 1000)) {
      odl.send("{\"id\":\"1\",\"method\":\"no_such_method\",\"params\":[]}");
      Json.Obj refused = reply(odl, "1");
      // Without the member it would not take it for a reply.
      assertThat(refused.get("result")).contains(Json.ofNull());
      assertThat(refused.get("error")).isPresent();
      // It answers echoes without the member "error"; the session goes on.
      for (int probe = 0; probe < 2; probe++) {
        Json.Obj echo = odl.next().orElseThrow();
        assertThat(echo.get("method")).contains(Json.of("echo"));
        assertThat(echo.get("id").orElseThrow()).isInstanceOf(Json.Str.class);
        odl.send("{\"id\":" + echo.get("id").orElseThrow().toText() + ",\"result\":[]}");
      }
      Awaitility.await("is_connected")
          .until(
              () -> vtepd.vtepctl("--bare", "--columns=is_connected", "list", "Manager"),
              "true"::equals);
    }
  }

  private static ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Makes our server dial that controller; gives the controller's end. */
  private static JsonRpcPeer acceptDialled(ServerSocketChannel controller, int probeMs)
      throws IOException {
    int port = ((InetSocketAddress) controller.getLocalAddress()).getPort();
    String target = "tcp:127.0.0.1:" + port;
    vtepd.vtepctl(
        "set-manager", target, "--", "set", "Manager", target, "inactivity_probe=" + probeMs);
    return JsonRpcPeer.accepted(controller.accept());
  }

  /** One Global row, whose UUID is what it knows us by. */
  private static void assertIdentity(JsonRpcPeer odl) throws IOException {
    List<Json> results =
        transact(
            odl,
            """
            {"op": "select", "table": "Global", "where": [], "columns": ["_uuid", "_version",
             "managers", "switches", "other_config"]}, {"comment": "x", "op": "comment"}
            """);
    Json.Arr rows = (Json.Arr) ((Json.Obj) results.getFirst()).get("rows").orElseThrow();
    assertThat(rows.size()).isEqualTo(1);
    assertThat(rows.get(0).toText()).contains("\"_uuid\":[\"uuid\",");
  }

  /** A monitor request of one object, not an array, for each table, that asks for _uuid, too. */
  private static Json.Obj tables(Json.Obj schema) {
    Map<String, Json> requests = new LinkedHashMap<>();
    Map<String, Json> tables = ((Json.Obj) schema.get("tables").orElseThrow()).members();
    tables.forEach((name, table) -> {
      List<Json> columns = new ArrayList<>(List.of(Json.of("_uuid")));
      Json.Obj declared = (Json.Obj) ((Json.Obj) table).get("columns").orElseThrow();
      for (String column : declared.members().keySet()) {
        if (!name.equals("Manager") || !column.equals("status")) {
          columns.add(Json.of(column));
        }
      }
      if (!name.equals("Logical_Binding_Stats")) {
        requests.put(name, new Json.Obj(Map.of("columns", new Json.Arr(columns))));
      }
    });
    return new Json.Obj(requests);
  }

  private static List<Json> transact(JsonRpcPeer odl, String operations) throws IOException {
    odl.send(
        "{\"id\":\"t\",\"method\":\"transact\",\"params\":[\"hardware_vtep\"," + operations + "]}");
    Json.Obj reply = reply(odl, "t");
    assertThat(reply.get("error")).contains(Json.ofNull());
    return ((Json.Arr) reply.get("result").orElseThrow()).elements();
  }

  /** The reply to that request; updates may come before it. */
  private static Json.Obj reply(JsonRpcPeer odl, String id) throws IOException {
    while (true) {
      Json.Obj message = odl.next().orElseThrow();
      if (message.get("id").equals(Optional.of(Json.of(id)))) {
        assertThat(message.get("method")).isEmpty();
        return message;
      }
      assertThat(message.get("id")).as("id of an update").contains(Json.ofNull());
    }
  }

  private static Json.Obj awaitUpdateOf(JsonRpcPeer odl, String table) throws IOException {
    while (true) {
      Json.Obj message = odl.next().orElseThrow();
      assertThat(message.get("id")).contains(Json.ofNull());
      Json.Obj tables = (Json.Obj) ((Json.Arr) message.get("params").orElseThrow()).get(1);
      if (tables.get(table).isPresent()) {
        return tables;
      }
    }
  }
}
