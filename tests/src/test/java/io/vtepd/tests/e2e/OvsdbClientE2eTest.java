package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ovsdb-client and ovsdb-tool see in our server and its file what they see in the original's. */
@Tag("system")
class OvsdbClientE2eTest {

  @Test
  void queriesPrintWhatTheyPrintOnTheOriginal(@TempDir Path folder) throws Exception {
    List<String> expected = queries(Maker.ORIGINAL, folder.resolve("original"));
    List<String> actual = queries(Maker.OURS, folder.resolve("ours"));
    assertThat(actual).containsExactlyElementsOf(expected);
  }

  private static List<String> queries(Maker maker, Path folder) throws IOException {
    List<String> transcript = new ArrayList<>();
    try (OvsdbProcess server = OvsdbProcess.create(maker, folder, Schemas.hardwareVtep())) {
      String db = "unix:" + server.socket();
      Commands.run("vtep-ctl", "--db=" + db, "add-ps", "ps0", "--", "add-ls", "ls0");
      for (List<String> words :
          List.of(
              List.of("list-dbs", db),
              List.of("get-schema-version", db, "hardware_vtep"),
              List.of("get-schema-cksum", db, "hardware_vtep"),
              List.of("list-tables", db, "hardware_vtep"),
              List.of("list-columns", db, "hardware_vtep", "Physical_Port"),
              List.of("dump", db, "hardware_vtep"),
              List.of("dump", db, "hardware_vtep", "Logical_Switch", "name", "tunnel_key"),
              List.of("query", db, selectAllSwitches()),
              List.of("transact", db, selectAllSwitches()),
              List.of("transact", db, "[\"hardware_vtep\",{\"op\":\"no\"}]"),
              List.of("wait", db, "hardware_vtep", "connected"),
              List.of("needs-conversion", db, "/usr/share/openvswitch/vtep.ovsschema"))) {
        List<String> command = new ArrayList<>(List.of("ovsdb-client"));
        command.addAll(words);
        Commands.Outcome outcome = Commands.attempt(Map.of(), command.toArray(String[]::new));
        transcript.add(words.getFirst() + outcome.exitCode() + "\n" + level(outcome.output()));
      }
    }
    return transcript;
  }

  private static String level(String output) {
    return Printed.level(output.replaceAll("\"(details|syntax)\":\"(\\\\.|[^\"\\\\])*\",?", ""));
  }

  private static String selectAllSwitches() {
    return "[\"hardware_vtep\",{\"op\":\"select\",\"table\":\"Logical_Switch\","
        + "\"columns\":[\"name\",\"description\"],\"where\":[]}]";
  }

  @Test
  void schemaComesBackAsTheOriginalSendsIt(@TempDir Path folder) throws Exception {
    List<Json> schemas = new ArrayList<>();
    for (Maker maker : Maker.values()) {
      try (OvsdbProcess server =
              OvsdbProcess.create(maker, folder.resolve(maker.name()), Schemas.hardwareVtep());
          JsonRpcPeer peer = server.connect()) {
        schemas.add(peer.call("get_schema", Json.of("hardware_vtep")).get("result").orElseThrow());
      }
    }
    assertThat(schemas.get(1)).isEqualTo(schemas.get(0));
  }

  @Test
  void backupOfOursIsServedByTheOriginal(@TempDir Path folder) throws Exception {
    Path copy = folder.resolve("copy.db");
    String before;
    try (OvsdbProcess ours =
        OvsdbProcess.create(Maker.OURS, folder.resolve("ours"), Schemas.hardwareVtep())) {
      String db = "unix:" + ours.socket();
      Commands.run("vtep-ctl", "--db=" + db, "add-ps", "ps0", "--", "add-ls", "ls0");
      String backup = "ovsdb-client backup " + db + " hardware_vtep > " + copy;
      Commands.run("sh", "-c", backup);
      before = Commands.run("ovsdb-client", "dump", db, "hardware_vtep");
    }
    try (OvsdbProcess original =
        OvsdbProcess.serve(Maker.ORIGINAL, folder.resolve("original"), copy)) {
      assertThat(Commands.run("ovsdb-client", "dump", "unix:" + original.socket(), "hardware_vtep"))
          .isEqualTo(before);
    }
  }

  @Test
  void monitorPrintsChangesAsTheyCome(@TempDir Path folder) throws Exception {
    List<String> outputs = new ArrayList<>();
    for (Maker maker : Maker.values()) {
      outputs.add(monitored(maker, folder.resolve(maker.name())));
    }
    assertThat(outputs.get(1)).isEqualTo(outputs.get(0));
    assertThat(outputs.get(0)).contains("initial").contains("insert").contains("delete");
  }

  private static String monitored(Maker maker, Path folder) throws Exception {
    try (OvsdbProcess server = OvsdbProcess.create(maker, folder, Schemas.hardwareVtep())) {
      String db = "unix:" + server.socket();
      Commands.run("vtep-ctl", "--db=" + db, "add-ls", "ls0");
      Path output = folder.resolve("monitor.txt");
      Process monitor =
          new ProcessBuilder(
                  "ovsdb-client",
                  "-f",
                  "csv",
                  "monitor",
                  db,
                  "hardware_vtep",
                  "Logical_Switch",
                  "name,description")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        awaitText(output, "initial");
        Commands.run("vtep-ctl", "--db=" + db, "add-ls", "ls1");
        awaitText(output, "insert");
        Commands.run("vtep-ctl", "--db=" + db, "set", "Logical_Switch", "ls1", "description=x");
        awaitText(output, "new");
        Commands.run("vtep-ctl", "--db=" + db, "del-ls", "ls1");
        awaitText(output, "delete");
      } finally {
        monitor.destroy();
        assertThat(monitor.waitFor(10, TimeUnit.SECONDS)).isTrue();
      }
      return Printed.level(Files.readString(output));
    }
  }

  private static void awaitText(Path file, String text) {
    Awaitility.await("'" + text + "' in " + file)
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> Files.readString(file).contains(text));
  }

  @Test
  void lockIsHeldUntilItsOwnerLeaves(@TempDir Path folder) throws Exception {
    try (OvsdbProcess server = OvsdbProcess.create(Maker.OURS, folder, Schemas.hardwareVtep());
        JsonRpcPeer peer = server.connect()) {
      Path output = folder.resolve("lock.txt");
      Process owner =
          new ProcessBuilder("ovsdb-client", "lock", "unix:" + server.socket(), "mine")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      awaitText(output, "\"locked\":true");
      assertThat(peer.call("lock", Json.of("mine")).toText()).contains("\"locked\":false");
      owner.destroy();
      assertThat(owner.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(peer.next().orElseThrow().get("method")).contains(Json.of("locked"));
    }
  }

  @Test
  void theOriginalsToolReadsOurFile(@TempDir Path folder) throws Exception {
    List<String> logs = new ArrayList<>();
    for (Maker maker : Maker.values()) {
      Path database;
      try (OvsdbProcess server =
          OvsdbProcess.create(maker, folder.resolve(maker.name()), Schemas.hardwareVtep())) {
        database = server.database();
        String db = "unix:" + server.socket();
        Commands.run("vtep-ctl", "--db=" + db, "add-ps", "ps0", "--", "add-port", "ps0", "p1");
        Commands.run(
            "vtep-ctl", "--db=" + db, "add-ls", "ls0", "--", "bind-ls", "ps0", "p1", "5", "ls0");
        Commands.run("vtep-ctl", "--db=" + db, "unbind-ls", "ps0", "p1", "5");
        Commands.run("vtep-ctl", "--db=" + db, "del-ls", "ls0");
      }
      String file = database.toString();
      logs.add(
          Printed.level(Commands.run("ovsdb-tool", "-m", "show-log", file))
              + Commands.run("ovsdb-tool", "query", file, selectAllSwitches())
              + Commands.run("ovsdb-tool", "db-version", file));
    }
    assertThat(logs.get(1)).isEqualTo(logs.get(0));
  }
}
