package io.vtepd.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are full, read-only, or fail when they are asked to keep their word: real file systems
 * in a mount namespace that the server is in.
 */
@Tag("system")
class FaultyDiskTest {

  private static final String SCHEMA =
      """
      {"name": "notes", "version": "1.0.0", "tables": {
        "Note": {"columns": {"n": {"type": "integer"}, "text": {"type": "string"}}}}}
      """;

  private static final String TMPFS = "mount -t tmpfs -o size=1m tmpfs disk && ";

  /** A disk that takes writes, and finds no place for them when it is synced. */
  private static final String THIN_DISK =
      "mount -t tmpfs -o size=6m tmpfs thin && truncate -s 64M thin/image"
          + " && mkfs.ext4 -q -O ^has_journal thin/image && mount -o loop thin/image disk && ";

  private static final String CREATE = "ovsdb-tool create disk/test.db schema && ";
  private static final String SERVE = "exec \"$@\" disk/test.db";

  @TempDir private Path folder;

  @BeforeEach
  void layOut() throws IOException {
    Files.createDirectory(folder.resolve("disk"));
    Files.createDirectory(folder.resolve("thin"));
    Files.writeString(folder.resolve("schema"), SCHEMA);
  }

  private Program start(String script) throws IOException {
    return Program.start(
        folder,
        "vtepd",
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "cd " + folder + " && " + script,
            "sh",
            OvsdbProcess.launcher().toString(),
            "ovsdb-server",
            "--remote=punix:" + folder.resolve("db.sock"),
            "--unixctl=" + folder.resolve("control.ctl")));
  }

  private JsonRpcPeer connect(Program server) throws IOException {
    // That one comes last.
    server.awaitSocket(folder.resolve("db.sock"));
    return JsonRpcPeer.connect(folder.resolve("db.sock"));
  }

  /** What the server sees there. */
  private Path inside(Program server, String name) {
    return Path.of("/proc/" + server.pid() + "/root" + folder.resolve(name));
  }

  private Commands.Outcome compact() throws IOException {
    return Commands.attempt(
        Map.of(),
        "ovs-appctl",
        "-t",
        folder.resolve("control.ctl").toString(),
        "ovsdb-server/compact");
  }

  private static Json operation(String op, Map<String, Json> members) {
    Map<String, Json> all = new HashMap<>(members);
    all.put("op", Json.of(op));
    return new Json.Obj(all);
  }

  private static Json insert(long n) {
    Json row = new Json.Obj(Map.of("n", Json.of(n), "text", Json.of("a note ".repeat(150))));
    return operation("insert", Map.of("table", Json.of("Note"), "row", row));
  }

  private static Json rewrite(long n) {
    Json row = new Json.Obj(Map.of("n", Json.of(n), "text", Json.of(n + " times ".repeat(150))));
    return operation("update", Map.of("table", Json.of("Note"), "where", Json.array(), "row", row));
  }

  private static final Json DURABLE = operation("commit", Map.of("durable", Json.of(true)));

  private static String transact(JsonRpcPeer peer, Json... operations) throws IOException {
    List<Json> params = new ArrayList<>(List.of(Json.of("notes")));
    params.addAll(List.of(operations));
    return peer.call("transact", params.toArray(Json[]::new)).toText();
  }

  /** Repeats until the server says that it cannot; how often it could. */
  private static int repeatUntilRefused(JsonRpcPeer peer, boolean inserts, String reason)
      throws IOException {
    for (int i = 0; i < 10_000; i++) {
      String reply = transact(peer, inserts ? insert(i) : rewrite(i));
      if (reply.contains("\"error\":\"")) {
        assertThat(reply).contains("I/O error").contains("cannot write to").contains(reason);
        return i;
      }
    }
    throw new AssertionError("the disk is never full");
  }

  private static int count(JsonRpcPeer peer) throws IOException {
    Json select =
        operation(
            "select",
            Map.of(
                "table", Json.of("Note"),
                "where", Json.array(),
                "columns", Json.array(Json.of("n"))));
    String reply = transact(peer, select);
    return reply.split("\"n\":", -1).length - 1;
  }

  /** The original's tool reads the file as it is now. */
  private void assertFileHolds(Program server, int rows) throws IOException {
    Path copy = folder.resolve("copy.db");
    Files.deleteIfExists(copy);
    Files.copy(inside(server, "disk/test.db"), copy);
    String select = "[\"notes\",{\"op\":\"select\",\"table\":\"Note\",\"where\":[]}]";
    String rowsRead = Commands.run("ovsdb-tool", "query", copy.toString(), select);
    assertThat(rowsRead.split("\"n\":", -1)).hasSize(rows + 1);
  }

  @Test
  void fullDiskRefusesWritesServesReadsAndRecovers() throws IOException {
    try (Program server = start(TMPFS + CREATE + SERVE);
        JsonRpcPeer peer = connect(server)) {
      Path ballast = inside(server, "disk/ballast");
      Files.write(ballast, new byte[256 << 10]);
      int stored = repeatUntilRefused(peer, true, "No space left");
      assertThat(count(peer)).isEqualTo(stored);
      assertThat(transact(peer, insert(0), DURABLE)).contains("I/O error");
      Commands.Outcome refused = compact();
      assertThat(refused.exitCode()).isNotZero();
      assertThat(refused.output()).contains("No space left");
      assertThat(inside(server, "disk/test.db.tmp")).doesNotExist();
      assertFileHolds(server, stored);
      Files.delete(ballast);
      assertThat(transact(peer, insert(stored), DURABLE)).doesNotContain("\"error\":\"");
      assertFileHolds(server, stored + 1);
    }
  }

  @Test
  void fileThatMayNotGrowIsHelpedByACompaction() throws IOException {
    try (Program server = start(TMPFS + CREATE + "ulimit -f 400 && " + SERVE);
        JsonRpcPeer peer = connect(server)) {
      transact(peer, insert(0));
      assertThat(repeatUntilRefused(peer, false, "File too large")).isPositive();
      assertThat(count(peer)).isEqualTo(1);
      assertThat(compact()).isEqualTo(new Commands.Outcome(0, ""));
      assertThat(transact(peer, rewrite(7), DURABLE)).doesNotContain("\"error\":\"");
      assertFileHolds(server, 1);
    }
  }

  @Test
  void failedSyncIsToldAndACompactionMakesTheLogWholeAgain() throws IOException {
    try (Program server = start(THIN_DISK + CREATE + "sync && " + SERVE);
        JsonRpcPeer peer = connect(server)) {
      transact(peer, insert(0), DURABLE);
      Path ballast = inside(server, "thin/ballast");
      fill(ballast);
      int stored = 1;
      String reply = "";
      while (!reply.contains("may not survive a crash")) {
        assertThat(stored).isLessThan(5_000);
        reply = transact(peer, insert(stored++), DURABLE);
      }
      assertThat(transact(peer, insert(stored))).contains("takes no more writes");
      assertThat(count(peer)).isEqualTo(stored);
      Files.delete(ballast);
      assertThat(compact()).isEqualTo(new Commands.Outcome(0, ""));
      assertThat(transact(peer, insert(stored), DURABLE)).doesNotContain("\"error\":\"");
      assertFileHolds(server, stored + 1);
    }
  }

  private static void fill(Path ballast) throws IOException {
    try (var out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  @Test
  void directoryThatTakesNoFilesStopsCompactionsOnly() throws IOException {
    try (Program server = start(THIN_DISK + CREATE + SERVE);
        JsonRpcPeer peer = connect(server)) {
      String pid = Long.toString(server.pid());
      String disk = folder.resolve("disk").toString();
      Commands.run("nsenter", "-t", pid, "--mount", "chattr", "+i", disk);
      Commands.Outcome refused = compact();
      assertThat(refused.exitCode()).isNotZero();
      assertThat(refused.output()).contains("cannot compact").contains("test.db.tmp");
      assertThat(transact(peer, insert(0), DURABLE)).doesNotContain("\"error\":\"");
      Commands.run("nsenter", "-t", pid, "--mount", "chattr", "-i", disk);
      assertThat(compact()).isEqualTo(new Commands.Outcome(0, ""));
      assertFileHolds(server, 1);
    }
  }

  @Test
  void readOnlyDiskEndsTheStartWithASentence() throws IOException {
    try (Program server = start(TMPFS + CREATE + "mount -o remount,ro disk && " + SERVE)) {
      server.awaitEnd();
      assertThat(server.printed()).contains("cannot open database").contains("Read-only file");
    }
  }
}
