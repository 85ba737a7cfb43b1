package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ovs-appctl} finds the commands of the original in ours, with their answers. */
@Tag("system")
class AdministrationE2eTest {

  private static final String SCHEMA =
      """
      {"name":"%s","version":"1.0.0","tables":{
        "A":{"columns":{"name":{"type":"string"}}},"B":{"columns":{"x":{"type":"integer"}}}}}
      """;

  private final List<String> transcript = new ArrayList<>();
  private OvsdbProcess server;

  private OvsdbProcess start(Maker maker, Path folder) throws IOException {
    server =
        OvsdbProcess.create(
            maker,
            folder.resolve("run"),
            JsonReader.parse(SCHEMA.formatted("F")),
            "--log-file=" + folder.resolve("log"));
    await().atMost(Duration.ofSeconds(30)).until(() -> appctl("version").exitCode() == 0);
    return server;
  }

  private Commands.Outcome appctl(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("ovs-appctl", "-t", server.controlSocket().toString()));
    command.addAll(List.of(words));
    return Commands.attempt(Map.of(), command.toArray(String[]::new));
  }

  /** Notes a command with its exit code and its output, without the names of files. */
  private void note(String... words) throws IOException {
    Commands.Outcome outcome = appctl(words);
    String output = outcome.output().replaceAll("/\\S*/", "").strip();
    transcript.add(words[0] + " " + outcome.exitCode() + "\n" + output);
  }

  /** Notes whether a command succeeds, for its text is for people. */
  private void noteExit(String... words) throws IOException {
    transcript.add(
        String.join(" ", words).replaceAll("/\\S*/", "") + " " + appctl(words).exitCode());
  }

  private static Path database(Path folder, String file, String name) throws IOException {
    Path schema = Files.writeString(folder.resolve(file + ".schema"), SCHEMA.formatted(name));
    Path database = folder.resolve(file);
    Commands.run("ovsdb-tool", "create", database.toString(), schema.toString());
    return database;
  }

  private List<String> administer(Maker maker, Path folder) throws IOException {
    transcript.clear();
    String second = database(folder, "second.db", "S").toString();
    Path link = Files.createSymbolicLink(folder.resolve("link.db"), Path.of(second));
    try (var _ = start(maker, folder)) {
      note("ovsdb-server/list-dbs");
      note("ovsdb-server/add-db", second);
      note("ovsdb-server/list-dbs");
      note("ovsdb-server/add-db", second);
      note("ovsdb-server/add-db", link.toString());
      noteExit("ovsdb-server/add-db", folder.resolve("none.db").toString());
      noteExit("ovsdb-server/add-db", folder.resolve("second.db.schema").toString());
      note("ovsdb-server/add-db");
      note("ovsdb-server/add-db", "a", "b");
      note("ovsdb-server/compact");
      note("ovsdb-server/compact", "S");
      note("ovsdb-server/compact", "none");
      note("ovsdb-server/compact", "_Server");
      note("ovsdb-server/memory-trim-on-compaction", "on");
      note("ovsdb-server/compact");
      note("ovsdb-server/memory-trim-on-compaction", "off");
      note("ovsdb-server/memory-trim-on-compaction", "maybe");
      note("ovsdb-server/get-db-storage-status", "S");
      note("ovsdb-server/get-db-storage-status", "none");
      note("ovsdb-server/tlog-set", "S:A", "on");
      note("ovsdb-server/tlog-list");
      note("ovsdb-server/tlog-set", "S:A", "off");
      note("ovsdb-server/tlog-set", "S", "on");
      note("ovsdb-server/tlog-set", "S:none", "on");
      note("ovsdb-server/tlog-set", "none:A", "on");
      note("ovsdb-server/tlog-set", "S:A", "maybe");
      note("ovsdb-server/remove-db", "none");
      note("ovsdb-server/remove-db", "_Server");
      note("ovsdb-server/remove-db", "S");
      note("ovsdb-server/list-dbs");
      note("ovsdb-server/add-db", second);
      noteRemotes();
      noteLogging();
      note("coverage/read-counter", "none");
      note("none");
      note("exit", "now");
      note("exit");
    }
    return List.copyOf(transcript);
  }

  private void noteRemotes() throws IOException {
    note("ovsdb-server/add-remote", "ptcp:0:127.0.0.1");
    note("ovsdb-server/add-remote", "ptcp:0:127.0.0.1");
    note("ovsdb-server/list-remotes");
    note("ovsdb-server/remove-remote", "ptcp:0:127.0.0.1");
    note("ovsdb-server/remove-remote", "ptcp:0:127.0.0.1");
    note("ovsdb-server/remove-remote", "foo");
    noteExit("ovsdb-server/add-remote", "db:X,Y,Z");
    noteExit("ovsdb-server/add-remote", "db:F,Y,Z");
    noteExit("ovsdb-server/add-remote", "db:F,A,Z");
    note("ovsdb-server/reconnect");
  }

  private void noteLogging() throws IOException {
    note("vlog/set", "dbg");
    note("vlog/set", "any:info");
    note("vlog/set", "nosuch");
    note("vlog/set", "info:dbg");
    note("vlog/set", "file:console:dbg");
    note("vlog/disable-rate-limit");
    note("vlog/enable-rate-limit");
    note("vlog/close");
    note("vlog/reopen");
  }

  @Test
  void answersAsTheOriginal(@TempDir Path original, @TempDir Path ours) throws Exception {
    List<String> expected = administer(Maker.ORIGINAL, original);
    assertThat(administer(Maker.OURS, ours)).containsExactlyElementsOf(expected);
  }

  @Test
  void fileThatWasAddedTwiceStaysLocked(@TempDir Path folder) throws Exception {
    String second = database(folder, "second.db", "S").toString();
    try (var _ = start(Maker.OURS, folder)) {
      assertThat(appctl("ovsdb-server/add-db", second).exitCode()).isZero();
      assertThat(appctl("ovsdb-server/add-db", second).output()).contains("already open");
      Commands.Outcome locked = Commands.attempt(Map.of(), "ovsdb-tool", "compact", second);
      assertThat(locked.exitCode()).isNotZero();
      assertThat(locked.output()).contains("failed to lock");
      assertThat(appctl("ovsdb-server/remove-db", "S").exitCode()).isZero();
      Commands.run("ovsdb-tool", "compact", second);
    }
  }

  /** The original forgets the database that has that name already. */
  @Test
  void refusedDatabaseDisturbsNobody(@TempDir Path folder) throws Exception {
    String same = database(folder, "same.db", "F").toString();
    try (var _ = start(Maker.OURS, folder)) {
      assertThat(appctl("ovsdb-server/add-db", same).output())
          .contains("F: duplicate database name");
      assertThat(Commands.run("ovsdb-client", "dump", "unix:" + server.socket(), "F"))
          .contains("A table");
      Commands.run("ovsdb-tool", "compact", same);
    }
  }

  @Test
  void countersAndMemoryAreShown(@TempDir Path folder) throws Exception {
    try (var _ = start(Maker.OURS, folder)) {
      Commands.run("ovsdb-client", "dump", "unix:" + server.socket(), "F");
      assertThat(appctl("coverage/show").output())
          .startsWith(
              "Event coverage, avg rate over last: 5 seconds, last minute, last hour,  hash=")
          .containsPattern("(?m)^requests +[0-9.]+/sec +[0-9.]+/sec +[0-9.]+/sec   total: [1-9]")
          .containsPattern("\\n[0-9]+ events never hit\\n$");
      assertThat(appctl("coverage/read-counter", "sessions_opened").output())
          .matches("[1-9][0-9]*\\n");
      assertThat(appctl("memory/show").output())
          .matches("cells:20 .* monitors:0 .* sessions:0 .*\\n");
      assertThat(appctl("vlog/list").output())
          .containsPattern("(?m)^server +OFF        OFF       INFO$");
      assertThat(appctl("list-commands").output())
          .startsWith("The available commands are:\n  coverage/read-counter   COUNTER\n");
    }
  }

  @Test
  void reconnectClosesEverySession(@TempDir Path folder) throws Exception {
    try (var _ = start(Maker.OURS, folder);
        JsonRpcPeer peer = server.connect()) {
      peer.call("set_db_change_aware", Json.of(true));
      assertThat(appctl("ovsdb-server/reconnect").exitCode()).isZero();
      assertThat(peer.next()).isEmpty();
    }
  }

  @Test
  void tracedTablesAreLogged(@TempDir Path folder) throws Exception {
    try (var _ = start(Maker.OURS, folder)) {
      assertThat(appctl("ovsdb-server/tlog-set", "F:A", "on").exitCode()).isZero();
      Commands.run(
          "ovsdb-client",
          "transact",
          "unix:" + server.socket(),
          "[\"F\",{\"op\":\"insert\",\"table\":\"A\",\"row\":{\"name\":\"seen\"}},"
              + "{\"op\":\"insert\",\"table\":\"B\",\"row\":{\"x\":77}}]");
      assertThat(Files.readString(folder.resolve("log")))
          .containsPattern("table:A,op:inserted,_uuid:[0-9a-f-]{36},name:seen")
          .doesNotContain("table:B");
    }
  }

  /** Runs a server with {@code --run} to its end. */
  private static Commands.Outcome runWith(Path folder, String command) throws IOException {
    Path database = database(folder, "f.db", "F");
    return Commands.attempt(
        Map.of(),
        OvsdbProcess.launcher().toString(),
        "ovsdb-server",
        "--remote=punix:" + folder.resolve("db.sock"),
        "--no-chdir",
        "--run",
        command,
        database.toString());
  }

  @Test
  void endsWithTheCommandThatItRuns(@TempDir Path well, @TempDir Path badly) throws Exception {
    Commands.Outcome outcome =
        runWith(well, "ovsdb-client list-dbs unix:" + well.resolve("db.sock"));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.output()).contains("\nF\n");
    assertThat(well.resolve("db.sock")).doesNotExist();
    Commands.Outcome failed = runWith(badly, "exit 7");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.output()).contains("exit 7: child exited, exit status 7");
  }
}
