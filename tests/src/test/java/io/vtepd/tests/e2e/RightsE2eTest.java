package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows of OVN's table Connection say on which terms their clients are served: {@code read_only},
 * {@code role} (by OVN's RBAC tables, over TLS) and {@code other_config:dscp}. What the original
 * allows and refuses, ours does.
 */
@Tag("system")
@Timeout(180)
class RightsE2eTest {

  private static final String DATABASE = "OVN_Southbound";

  /** A role with a permission of each kind, and rows of two chassis. */
  private static final String SETUP =
      """
      ["OVN_Southbound",
      {"op":"insert","table":"SB_Global","row":{"connections":["set",[
        ["named-uuid","c"],["named-uuid","d"],["named-uuid","e"]]]}},
      {"op":"insert","table":"Connection","uuid-name":"c","row":
        {"target":"pssl:TLS_PORT:127.0.0.1","role":"ovn-controller"}},
      {"op":"insert","table":"Connection","uuid-name":"d","row":
        {"target":"ptcp:ROLE_PORT:127.0.0.1","role":"ovn-controller"}},
      {"op":"insert","table":"Connection","uuid-name":"e","row":
        {"target":"ptcp:READ_PORT:127.0.0.1","read_only":true,
         "other_config":["map",[["dscp","10"]]]}},
      {"op":"insert","table":"RBAC_Role","row":{"name":"ovn-controller","permissions":["map",[
        ["Chassis",["named-uuid","p1"]],["Encap",["named-uuid","p2"]],
        ["MAC_Binding",["named-uuid","p3"]],["Chassis_Private",["named-uuid","p4"]],
        ["FDB",["named-uuid","p5"]]]]}},
      {"op":"insert","table":"RBAC_Permission","uuid-name":"p1","row":{"table":"Chassis",
        "authorization":"name","insert_delete":true,
        "update":["set",["nb_cfg","external_ids","encaps","hostname"]]}},
      {"op":"insert","table":"RBAC_Permission","uuid-name":"p2","row":{"table":"Encap",
        "authorization":["set",["chassis_name","options:owner"]],"insert_delete":true,
        "update":["set",["type","options","ip"]]}},
      {"op":"insert","table":"RBAC_Permission","uuid-name":"p3","row":{"table":"MAC_Binding",
        "authorization":"","insert_delete":true,"update":["set",["mac","ip"]]}},
      {"op":"insert","table":"RBAC_Permission","uuid-name":"p4","row":{"table":"Chassis_Private",
        "authorization":"name","insert_delete":false,
        "update":["set",["nb_cfg","external_ids:foo"]]}},
      {"op":"insert","table":"RBAC_Permission","uuid-name":"p5","row":{"table":"FDB",
        "authorization":["set",[]],"insert_delete":true,"update":["set",["mac"]]}},
      {"op":"insert","table":"Chassis_Private","row":{"name":"chassis-1"}},
      {"op":"insert","table":"Chassis_Private","row":{"name":"chassis-2"}},
      {"op":"insert","table":"Chassis","row":{"name":"other","encaps":["named-uuid","oe"]}},
      {"op":"insert","table":"Encap","uuid-name":"oe","row":
        {"type":"vxlan","ip":"192.0.2.1","chassis_name":"other"}}]
      """;

  private static final String ENCAP =
      "{'op':'insert','table':'Encap','uuid-name':'e','row':"
          + "{'type':'vxlan','ip':'192.0.2.2','chassis_name':'chassis-1'}}";

  private static final List<String> OF_THE_ROLE =
      List.of(
          insert("Chassis", "'name':'chassis-1','encaps':['named-uuid','e']") + "," + ENCAP,
          insert("Chassis", "'name':'chassis-9','encaps':['named-uuid','e']") + "," + ENCAP,
          insert("Encap", "'type':'vxlan','ip':'x','options':['map',[['owner','chassis-1']]]"),
          insert("Encap", "'type':'nosuch','ip':'x','chassis_name':'x'"),
          insert("Encap", "'ip':'x','chassis_name':'x'"),
          insert("MAC_Binding", "'mac':'x'"),
          insert("Meter", "'name':'x','unit':'kbps'"),
          insert("Chassis_Private", "'name':'chassis-1b'"),
          insert("FDB", "'mac':'x','dp_key':1,'port_key':1"),
          update("Chassis", "['name','==','chassis-1']", "'hostname':'h'"),
          update("Chassis", "", "'hostname':'h'"),
          update("Chassis", "['name','==','none']", "'hostname':'h'"),
          update("Chassis", "['name','==','chassis-1']", "'vtep_logical_switches':'x'"),
          update("Chassis", "['name','==','none']", "'vtep_logical_switches':'x'"),
          update("Chassis", "['name','==','chassis-1']", ""),
          update("Chassis_Private", "['name','==','chassis-1']", "'nb_cfg':3"),
          update("Chassis_Private", "['name','==','chassis-2']", "'nb_cfg':3"),
          update("Chassis_Private", "", "'external_ids':['map',[['foo','1']]]"),
          update("Meter", "['name','==','none']", ""),
          mutate("Chassis", "['name','==','chassis-1']", "'external_ids'"),
          mutate("Chassis", "", "'external_ids'"),
          mutate("Chassis", "['name','==','chassis-1']", "'other_config'"),
          mutate("Chassis_Private", "['name','==','chassis-1']", "'external_ids'"),
          "{'op':'mutate','table':'Chassis','where':[['name','==','chassis-1']],'mutations':[]}",
          delete("Chassis", "['name','==','other']"),
          delete("Chassis", "['name','==','none']"),
          delete("Chassis_Private", "['name','==','chassis-1']"),
          delete("Chassis_Private", "['name','==','none']"),
          delete("Meter", ""),
          "{'op':'select','table':'Meter','where':[]}",
          delete("Chassis", "['name','==','chassis-1']"));

  private static final List<String> OF_READERS =
      List.of(
          insert("Chassis", "'name':'x'"),
          insert("Nope", ""),
          update("Chassis", "", ""),
          mutate("Chassis", "", "'external_ids'"),
          delete("Chassis", ""),
          "{'op':'commit','durable':true}",
          "{'op':'comment','comment':'x'}",
          "{'op':'assert','lock':'x'}",
          "{'op':'abort'}",
          "{'op':'select','table':'Meter','where':[]}");

  private final List<String> transcript = new ArrayList<>();
  private final List<Integer> ports = FreePorts.list(3);

  private static String insert(String table, String row) {
    return "{'op':'insert','table':'" + table + "','row':{" + row + "}}";
  }

  private static String update(String table, String where, String row) {
    return "{'op':'update','table':'" + table + "','where':[" + where + "],'row':{" + row + "}}";
  }

  private static String mutate(String table, String where, String column) {
    return "{'op':'mutate','table':'"
        + table
        + "','where':["
        + where
        + "],'mutations':[["
        + column
        + ",'insert',['map',[['a','b']]]]]}";
  }

  private static String delete(String table, String where) {
    return "{'op':'delete','table':'" + table + "','where':[" + where + "]}";
  }

  private static String transaction(String operations) {
    return ("['" + DATABASE + "'," + operations + "]").replace('\'', '"');
  }

  private void note(String what, String output) {
    String text = output.replaceAll("\"(details|syntax)\":\"(\\\\.|[^\"\\\\])*\",?", "");
    transcript.add(what + "\n" + Printed.level(text));
  }

  private void askOverTls(String what, List<String> keys, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("ovsdb-client", "-t", "20"));
    command.addAll(keys);
    command.addAll(List.of(words));
    note(what, Commands.attempt(Map.of(), command.toArray(String[]::new)).output());
  }

  private JsonRpcPeer connect(int port) throws IOException {
    return JsonRpcPeer.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private static Json[] params(String operations) throws IOException {
    try {
      return ((Json.Arr) JsonReader.parse(transaction(operations))).elements().toArray(Json[]::new);
    } catch (JsonSyntaxException e) {
      throw new IOException(e);
    }
  }

  private OvsdbProcess serve(Maker maker, Path folder, Pki pki) throws Exception {
    List<String> options = new ArrayList<>(pki.options("server"));
    options.add("--remote=db:OVN_Southbound,SB_Global,connections");
    OvsdbProcess server =
        OvsdbProcess.create(
            maker, folder.resolve("run"), Schemas.ovnSouthbound(), options.toArray(String[]::new));
    String setup =
        SETUP
            .replace("TLS_PORT", ports.get(0).toString())
            .replace("ROLE_PORT", ports.get(1).toString())
            .replace("READ_PORT", ports.get(2).toString());
    Commands.run("ovsdb-client", "transact", "unix:" + server.socket(), setup);
    for (int port : ports) {
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> {
            try (JsonRpcPeer peer = connect(port)) {
              return peer != null;
            }
          });
    }
    return server;
  }

  private List<String> rights(Maker maker, Path folder) throws Exception {
    transcript.clear();
    Pki pki = new Pki(folder.resolve("pki"), "pki");
    List<String> keys = pki.options("chassis-1");
    try (OvsdbProcess server = serve(maker, folder, pki)) {
      String tls = "ssl:127.0.0.1:" + ports.get(0);
      for (String operations : OF_THE_ROLE) {
        askOverTls(operations, keys, "transact", tls, transaction(operations));
      }
      askOverTls("convert", keys, "convert", tls, "/usr/share/ovn/ovn-sb.ovsschema");
      try (JsonRpcPeer nameless = connect(ports.get(1))) {
        for (String operations :
            List.of(OF_THE_ROLE.get(5), delete("Chassis", "['name','==','-']"))) {
          note(operations, nameless.call("transact", params(operations)).toText());
        }
      }
      try (JsonRpcPeer reader = connect(ports.get(2))) {
        for (String operations : OF_READERS) {
          note(operations, reader.call("transact", params(operations)).toText());
        }
        for (String method : List.of("lock", "steal", "unlock")) {
          Json error = reader.call(method, Json.of("L")).get("error").orElseThrow();
          transcript.add(method + " " + error.toText());
        }
        transcript.add(trafficClass(ports.get(2)));
      }
      assertThat(server.isAlive()).isTrue();
    }
    return transcript.stream().map(RightsE2eTest::withoutOrder).toList();
  }

  /** Ours names members in another order, and a result even when there is an error. */
  private static String withoutOrder(String text) {
    return text.replace(",\"error\":null", "").replace("\"error\":null,", "").replace(",}", "}");
  }

  /** How the kernel marks what the server sends on that port. */
  private static String trafficClass(int port) throws IOException {
    String sockets = Commands.run("ss", "-Htn", "--tos", "sport = :" + port);
    assertThat(sockets).contains("tos:");
    return sockets.replaceAll("(?s).*(tos:\\S+).*", "$1");
  }

  @Test
  void areThoseOfTheOriginal(@TempDir Path original, @TempDir Path ours) throws Exception {
    List<String> expected = rights(Maker.ORIGINAL, original);
    assertThat(rights(Maker.OURS, ours)).containsExactlyElementsOf(expected);
    assertThat(expected).anyMatch(text -> text.contains("permission error"));
    assertThat(expected.getLast()).isEqualTo("tos:0x28");
  }

  @Test
  void nobodyKeepsRightsThatWereTakenAway(@TempDir Path folder) throws Exception {
    try (OvsdbProcess server = serve(Maker.OURS, folder, new Pki(folder.resolve("pki"), "pki"));
        JsonRpcPeer reader = connect(ports.get(2))) {
      reader.call("set_db_change_aware", Json.of(true));
      // The original converts for readers.
      Json.Obj refused = reader.call("convert", Json.of(DATABASE), Schemas.ovnSouthbound());
      assertThat(refused.toText()).contains("not allowed");
      Commands.run(
          "ovsdb-client",
          "transact",
          "unix:" + server.socket(),
          transaction(update("Connection", "['read_only','==',true]", "'read_only':false")));
      assertThat(reader.next()).isEmpty();
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> {
            try (JsonRpcPeer writer = connect(ports.get(2))) {
              assertThat(writer.call("lock", Json.of("L")).toText()).contains("\"locked\":true");
            }
          });
    }
  }

  @Test
  void dialledConnectionsAreMarkedToo(@TempDir Path folder) throws Exception {
    for (String host : List.of("127.0.0.1", "::1")) {
      try (OvsdbProcess server =
              OvsdbProcess.create(
                  Maker.OURS,
                  folder.resolve(host),
                  Schemas.ovnSouthbound(),
                  "--remote=db:OVN_Southbound,SB_Global,connections");
          ServerSocket controller = new ServerSocket(0, 5, InetAddress.getByName(host))) {
        int port = controller.getLocalPort();
        String target = "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        Commands.run(
            "ovsdb-client",
            "transact",
            "unix:" + server.socket(),
            transaction(
                insert("SB_Global", "'connections':['named-uuid','c']")
                    + ",{'op':'insert','table':'Connection','uuid-name':'c','row':{'target':'"
                    + target
                    + "','other_config':['map',[['dscp','10']]]}}"));
        try (Socket dialled = controller.accept()) {
          assertThat(dialled.isConnected()).isTrue();
          await()
              .atMost(Duration.ofSeconds(10))
              .untilAsserted(() ->
                  assertThat(Commands.run("ss", "-Htn", "--tos", "dport = :" + port))
                      .containsPattern(host.contains(":") ? "tclass:0x28" : "tos:0x28"));
        }
      }
    }
  }

  @Test
  void trafficClassFollowsTheRow(@TempDir Path folder) throws Exception {
    try (OvsdbProcess server = serve(Maker.OURS, folder, new Pki(folder.resolve("pki"), "pki"));
        JsonRpcPeer reader = connect(ports.get(2))) {
      reader.call("list_dbs");
      assertThat(trafficClass(ports.get(2))).isEqualTo("tos:0x28");
      for (var step : Map.of("63", "tos:0xfc", "64", "tos:0xc0", "no", "tos:0xc0").entrySet()) {
        String config = "'other_config':['map',[['dscp','" + step.getKey() + "']]]";
        Commands.run(
            "ovsdb-client",
            "transact",
            "unix:" + server.socket(),
            transaction(update("Connection", "['read_only','==',true]", config)));
        await()
            .atMost(Duration.ofSeconds(10))
            .untilAsserted(() -> assertThat(trafficClass(ports.get(2))).isEqualTo(step.getValue()));
      }
    }
  }
}
