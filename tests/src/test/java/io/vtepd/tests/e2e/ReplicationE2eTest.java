package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Active-backup, the original's server and ours in either role. */
@Tag("system")
@Timeout(120)
class ReplicationE2eTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"ORIGINAL,OURS", "OURS,ORIGINAL", "OURS,OURS"})
  void aBackupHasWhatTheActiveHasAndTakesItsPlace(Maker activeMaker, Maker backupMaker)
      throws Exception {
    Path backupFile = withContents(backupMaker, "add-ls", "stale");
    try (OvsdbProcess active = create(activeMaker, "active")) {
      vtepctl(active, "add-ps", "ps1", "--", "add-port", "ps1", "p1", "--", "add-ls", "net1");
      try (OvsdbProcess backup =
          serve(backupMaker, backupFile, "--sync-from=unix:" + active.socket())) {
        awaitReplicating(backup);
        assertThat(dump(backup)).isEqualTo(dump(active)).doesNotContain("stale");
        vtepctl(active, "bind-ls", "ps1", "p1", "7", "net1");
        vtepctl(active, "add-ucast-remote", "net1", "02:00:00:00:00:01", "192.0.2.2");
        vtepctl(active, "set", "Logical_Switch", "net1", "tunnel_key=5", "description=x");
        vtepctl(active, "clear", "Logical_Switch", "net1", "tunnel_key");
        vtepctl(active, "del-ucast-remote", "net1", "02:00:00:00:00:01");
        insertMany(active, 500);
        awaitEqual(active, backup);
        assertThat(attempt(backup, "add-ls", "mine"))
            .contains("insert operation not allowed when database server is in read only mode");

        active.kill();
        if (backupMaker == Maker.OURS) {
          // The original goes on to say that it is replicating.
          await("connecting: unix:" + active.socket(), () -> status(backup));
        }
        String last = dump(backup);
        control(backup, "disconnect-active-ovsdb-server");
        assertThat(status(backup)).isEqualTo("state: active");
        vtepctl(backup, "add-ls", "mine");
        assertThat(last).contains("net1").contains("many499");
      }
      try (OvsdbProcess promoted = serve(backupMaker, backupFile)) {
        assertThat(dump(promoted)).as("on disk").contains("mine").contains("many499");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"ORIGINAL,OURS", "OURS,ORIGINAL", "OURS,OURS"})
  void eitherMayBeKilledAndCatchesUp(Maker activeMaker, Maker backupMaker) throws Exception {
    try (OvsdbProcess active = create(activeMaker, "active");
        OvsdbProcess backup =
            OvsdbProcess.create(
                backupMaker,
                folder.resolve("backup"),
                Schemas.hardwareVtep(),
                "--sync-from=unix:" + active.socket())) {
      vtepctl(active, "add-ls", "net1");
      awaitEqual(active, backup);
      backup.kill();
      vtepctl(active, "add-ls", "net2", "--", "del-ls", "net1");
      backup.startAgain();
      awaitEqual(active, backup);
      active.kill();
      active.startAgain();
      vtepctl(active, "add-ls", "net3");
      awaitEqual(active, backup);
      assertThat(dump(backup)).contains("net3").contains("net2").doesNotContain("net1");
    }
  }

  @Test
  void commandsAnswerAsTheOriginalsDo() throws Exception {
    List<String> expected = transcript(Maker.ORIGINAL);
    assertThat(transcript(Maker.OURS)).containsExactlyElementsOf(expected);
  }

  private List<String> transcript(Maker maker) throws Exception {
    List<String> answers = new ArrayList<>();
    Path own = folder.resolve(maker.name());
    try (OvsdbProcess active =
            OvsdbProcess.create(Maker.ORIGINAL, own.resolve("active"), Schemas.hardwareVtep());
        OvsdbProcess backup =
            OvsdbProcess.create(maker, own.resolve("backup"), Schemas.hardwareVtep())) {
      await("state: active", () -> status(backup));
      String target = "unix:" + active.socket();
      List<String> commands =
          List.of(
              "sync-status",
              "get-active-ovsdb-server",
              "get-sync-exclude-tables",
              "connect-active-ovsdb-server",
              "disconnect-active-ovsdb-server",
              "set-active-ovsdb-server " + target,
              "get-active-ovsdb-server",
              "set-active-ovsdb-server-probe-interval x",
              "set-active-ovsdb-server-probe-interval 5000",
              "sync-status",
              "connect-active-ovsdb-server",
              "REPLICATING",
              "sync-status",
              "set-sync-exclude-tables hardware_vtep:Tunnel,hardware_vtep:Manager",
              "REPLICATING",
              "get-sync-exclude-tables",
              "sync-status",
              "disconnect-active-ovsdb-server",
              "get-active-ovsdb-server",
              "sync-status");
      for (String command : commands) {
        if (command.equals("REPLICATING")) {
          awaitReplicating(backup);
        } else {
          Commands.Outcome outcome = run(backup, command.split(" "));
          answers.add(command + " -> " + outcome.exitCode() + "\n" + outcome.output());
        }
      }
    }
    // Sets of tables have no order.
    return answers.stream()
        .map(text ->
            text.replace(own.toString(), "")
                .replace("hardware_vtep:Tunnel,hardware_vtep:Manager", "TWO")
                .replace("hardware_vtep:Manager,hardware_vtep:Tunnel", "TWO"))
        .toList();
  }

  @Test
  void lastsOverTlsAndLeavesExcludedTablesAlone() throws Exception {
    Pki pki = new Pki(folder.resolve("pki"), "ours");
    int tcpPort = FreePorts.one();
    List<String> activeOptions = new ArrayList<>(pki.options("active"));
    activeOptions.add("--remote=pssl:" + tcpPort + ":127.0.0.1");
    List<String> backupOptions = new ArrayList<>(pki.options("backup"));
    backupOptions.add("--sync-from=ssl:127.0.0.1:" + tcpPort);
    backupOptions.add("--sync-exclude-tables=hardware_vtep:Logical_Router");
    Path backupFile = withContents(Maker.OURS, "create", "Logical_Router", "name=own");
    try (OvsdbProcess active = create(Maker.ORIGINAL, "active", activeOptions);
        OvsdbProcess backup = serve(Maker.OURS, backupFile, backupOptions.toArray(String[]::new))) {
      vtepctl(active, "create", "Logical_Router", "name=theirs");
      vtepctl(active, "add-ls", "net1");
      await("net1", () -> dump(backup));
      assertThat(dump(backup)).contains("own").doesNotContain("theirs");
    }
  }

  @Test
  void aBackupThatCannotCopyStaysOne() throws Exception {
    Json other =
        JsonReader.parse(
            "{\"name\":\"hardware_vtep\",\"tables\":{\"T\":{\"columns\":{\"n\":{\"type\":\"integer\"}}}}}");
    try (OvsdbProcess active =
            OvsdbProcess.create(Maker.ORIGINAL, folder.resolve("active"), other);
        OvsdbProcess backup =
            OvsdbProcess.create(
                Maker.OURS,
                folder.resolve("backup"),
                Schemas.hardwareVtep(),
                "--sync-from=unix:" + active.socket())) {
      await("failed: nothing to replicate", () -> status(backup));
      assertThat(attempt(backup, "add-ls", "mine")).contains("not allowed");
      control(backup, "set-active-ovsdb-server", "unix:" + backup.socket());
      control(backup, "connect-active-ovsdb-server");
      await("failed: Self replicating is not allowed", () -> status(backup));
      assertThat(run(backup, "set-active-ovsdb-server", "tcp").output())
          .contains("target 'tcp': the host is missing");
      assertThat(run(backup, "set-sync-exclude-tables", "x").output())
          .contains("'x': expected DATABASE:TABLE");
      control(backup, "set-sync-exclude-tables");
    }
  }

  @Test
  void withActiveItOnlyMayBecomeABackup() throws Exception {
    try (OvsdbProcess active = create(Maker.ORIGINAL, "active");
        OvsdbProcess standby =
            OvsdbProcess.create(
                Maker.OURS,
                folder.resolve("standby"),
                Schemas.hardwareVtep(),
                "--sync-from=unix:" + active.socket(),
                "--active")) {
      vtepctl(standby, "add-ls", "mine");
      assertThat(status(standby)).isEqualTo("state: active");
      try (JsonRpcPeer client = standby.connect()) {
        assertThat(client.call("lock", Json.of("l")).get("result")).isPresent();
        control(standby, "connect-active-ovsdb-server");
        assertThat(client.next()).as("begins anew").isEmpty();
      }
      try (JsonRpcPeer client = standby.connect()) {
        assertThat(client.call("lock", Json.of("l")).get("error").orElseThrow())
            .isEqualTo(Json.of("lock and unlock methods not allowed, DB server is read only."));
      }
      awaitReplicating(standby);
      assertThat(dump(standby)).doesNotContain("mine");
    }
  }

  private OvsdbProcess create(Maker maker, String name) throws IOException {
    return create(maker, name, List.of());
  }

  private OvsdbProcess create(Maker maker, String name, List<String> options) throws IOException {
    return OvsdbProcess.create(
        maker, folder.resolve(name), Schemas.hardwareVtep(), options.toArray(String[]::new));
  }

  private OvsdbProcess serve(Maker maker, Path database, String... options) throws IOException {
    return OvsdbProcess.serve(maker, database.getParent(), database, options);
  }

  /** A database that something was written to while it was served alone. */
  private Path withContents(Maker maker, String... words) throws IOException {
    try (OvsdbProcess alone = create(maker, "backup")) {
      vtepctl(alone, words);
      return alone.database();
    }
  }

  /** As fast as they go, each a transaction of its own. */
  private static void insertMany(OvsdbProcess server, int count) throws IOException {
    try (JsonRpcPeer client = server.connect()) {
      for (int i = 0; i < count; i++) {
        Json row = new Json.Obj(Map.of("name", Json.of("many" + i)));
        Map<String, Json> insert =
            Map.of("op", Json.of("insert"), "table", Json.of("Logical_Router"), "row", row);
        client.request("transact", Json.of("hardware_vtep"), new Json.Obj(insert));
      }
      for (int i = 0; i < count; i++) {
        assertThat(client.next().orElseThrow().toText()).contains("uuid");
      }
    }
  }

  private static void awaitReplicating(OvsdbProcess backup) {
    await("replicating: ", () -> status(backup));
  }

  private static void awaitEqual(OvsdbProcess active, OvsdbProcess backup) {
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(dump(backup)).isEqualTo(dump(active)));
  }

  private static String dump(OvsdbProcess server) throws IOException {
    return Commands.run("ovsdb-client", "dump", "unix:" + server.socket(), "hardware_vtep");
  }

  private static String status(OvsdbProcess server) throws IOException {
    return control(server, "sync-status").strip();
  }

  private static String control(OvsdbProcess server, String... words) throws IOException {
    Commands.Outcome outcome = run(server, words);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return outcome.output();
  }

  private static Commands.Outcome run(OvsdbProcess server, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("ovs-appctl", "--timeout=20", "-t", server.controlSocket().toString()));
    command.add("ovsdb-server/" + words[0]);
    command.addAll(List.of(words).subList(1, words.length));
    return Commands.attempt(Map.of(), command.toArray(String[]::new));
  }

  private static void vtepctl(OvsdbProcess server, String... words) throws IOException {
    Commands.Outcome outcome = vtepctlOutcome(server, words);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }

  private static String attempt(OvsdbProcess server, String... words) throws IOException {
    return vtepctlOutcome(server, words).output();
  }

  private static Commands.Outcome vtepctlOutcome(OvsdbProcess server, String... words)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of("vtep-ctl", "--timeout=20", "--db=unix:" + server.socket()));
    command.addAll(List.of(words));
    return Commands.attempt(Map.of(), command.toArray(String[]::new));
  }

  private static void await(String expected, Callable<String> printed) {
    Awaitility.await(expected)
        .atMost(30, TimeUnit.SECONDS)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(printed.call()).contains(expected));
  }
}
