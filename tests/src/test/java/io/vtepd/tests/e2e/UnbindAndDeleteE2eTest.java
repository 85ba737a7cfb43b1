package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.tests.peer.ApplianceProcess;
import io.vtepd.tests.peer.JsonRpcPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Controllers unbind a logical switch and delete it, while the appliance has rows about it. */
@Tag("system")
@Timeout(240)
class UnbindAndDeleteE2eTest {

  private static final int TIMES = 60;
  private static final String MAC = "02:00:00:00:03:01";
  private static final String BIND =
      """
      {"op": "insert", "table": "Logical_Switch", "uuid-name": "net",
       "row": {"name": "net", "tunnel_key": 5001}},
      {"op": "mutate", "table": "Physical_Port", "where": [["name", "==", "p1"]], "mutations":
       [["vlan_bindings", "insert", ["map", [[0, ["named-uuid", "net"]]]]]]}\
      """;
  private static final String UNBIND =
      """
      {"op": "mutate", "table": "Physical_Port", "where": [["name", "==", "p1"]], "mutations":
       [["vlan_bindings", "delete", ["set", [0]]]]}\
      """;
  private static final String DELETE =
      """
      {"op": "delete", "table": "Logical_Switch", "where": [["name", "==", "net"]]},
      {"op": "commit", "durable": true}\
      """;

  private static final String MONITOR =
      """
      "unbinding", {"Logical_Switch": {}, "Ucast_Macs_Local": {}, "Mcast_Macs_Local": {}}\
      """;

  @TempDir private Path folder;

  @Test
  void neverRefused() throws Exception {
    try (ApplianceProcess vtepd = ApplianceProcess.start(folder, Schemas.openVswitch());
        JsonRpcPeer controller = vtepd.connect()) {
      await("p1", vtepd, "list-ports", "gw0");
      for (int i = 0; i < TIMES; i++) {
        bindAndLearn(vtepd, controller, i % 10 == 0);
        assertThat(transact(controller, UNBIND + "," + DELETE))
            .as("in one transaction, time " + i)
            .doesNotContain("error\":\"");
        bindAndLearn(vtepd, controller, i % 10 == 5);
        controller.request("transact", params(UNBIND));
        assertThat(transact(controller, DELETE))
            .as("in two at once, time " + i)
            .doesNotContain("error\":\"");
      }
      bindAndLearn(vtepd, controller, true);
      vtepd.vtepctl("unbind-ls", "gw0", "p1", "0", "--", "del-ls", "net");
      assertThat(vtepd.vtepctl("list", "Mcast_Macs_Local")).isEmpty();
      assertThat(vtepd.vtepctl("list", "Ucast_Macs_Local")).isEmpty();
      assertThat(vtepd.vtepctl("list", "Physical_Locator")).isEmpty();
    }
  }

  @Test
  void readersSeeItInOneUpdateAndNothingAfterIt() throws Exception {
    try (ApplianceProcess vtepd = ApplianceProcess.start(folder, Schemas.openVswitch());
        JsonRpcPeer controller = vtepd.connect()) {
      await("p1", vtepd, "list-ports", "gw0");
      bindAndLearn(vtepd, controller, true);
      controller.call("monitor", params(MONITOR));
      List<Json.Obj> told = controller.callAndCollect("transact", params(UNBIND + "," + DELETE));
      assertThat(told).as("an update, then the answer").hasSize(2);
      assertThat(told.getFirst().toText())
          .contains("Logical_Switch", "Ucast_Macs_Local", "Mcast_Macs_Local", MAC);
      Awaitility.await("the data plane has followed")
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> !vtepd.flows().contains("metadata"));
      assertThat(controller.callAndCollect("echo")).as("no update before it").hasSize(1);
    }
  }

  private static void bindAndLearn(ApplianceProcess vtepd, JsonRpcPeer controller, boolean station)
      throws IOException {
    assertThat(transact(controller, BIND)).doesNotContain("error\":\"");
    awaitRow(controller, "Mcast_Macs_Local", "unknown-dst");
    if (station) {
      Awaitility.await("flows")
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> vtepd.flows().contains("table=30, "));
      vtepd.broadcastFrom(MAC);
      awaitRow(controller, "Ucast_Macs_Local", MAC);
    }
  }

  private static void awaitRow(JsonRpcPeer controller, String table, String mac) {
    String select =
        "{\"op\": \"select\", \"table\": \"%s\", \"where\": [], \"columns\": [\"MAC\"]}"
            .formatted(table);
    Awaitility.await(mac)
        .atMost(30, TimeUnit.SECONDS)
        .pollInterval(2, TimeUnit.MILLISECONDS)
        .until(() -> transact(controller, select).contains(mac));
  }

  private static void await(String expected, ApplianceProcess vtepd, String... words) {
    Awaitility.await(expected)
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> vtepd.vtepctl(words).contains(expected));
  }

  private static String transact(JsonRpcPeer controller, String operations) throws IOException {
    return controller.call("transact", params(operations)).toText();
  }

  private static Json[] params(String operations) throws IOException {
    try {
      Json all = JsonReader.parse("[\"hardware_vtep\"," + operations + "]");
      return ((Json.Arr) all).elements().toArray(Json[]::new);
    } catch (JsonSyntaxException e) {
      throw new IOException(e);
    }
  }
}
