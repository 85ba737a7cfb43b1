package io.vtepd.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.tests.e2e.Pki;
import io.vtepd.tests.e2e.Schemas;
import io.vtepd.tests.peer.ApplianceProcess;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A controller that may write every row: what it writes reaches no shell, no file and no line of
 * the log of its own making. The whole process is traced while it tries.
 */
@Tag("system")
@Timeout(240)
class HostileRowsTest {

  /** In all that the controller writes; nothing of the system is called so. */
  private static final String MARK = "zq7victim";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FORGED = "\n2026-01-01T00:00:00.000Z ERROR event=forged " + MARK;

  @TempDir private Path folder;
  private Path victim;

  @Test
  void rowsReachNoShellNoFileAndNoLineOfTheLog() throws Exception {
    victim = folder.resolve(MARK);
    Files.writeString(victim, "precious");
    Pki pki = new Pki(folder.resolve("pki"), "authority");
    List<String> options = new ArrayList<>(pki.options("server"));
    options.add("--log-level=debug");
    Path trace = folder.resolve("trace");
    try (ApplianceProcess vtepd =
        ApplianceProcess.start(folder, Schemas.openVswitch(), options.toArray(String[]::new))) {
      try (Program strace = trace(vtepd.pid(), trace);
          JsonRpcPeer controller = vtepd.connect()) {
        Awaitility.await().atMost(PATIENCE).until(() -> strace.printed().contains("attached"));
        // A sign that the trace sees files: the control socket's command reads the keys again.
        reload();
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> Files.readString(trace).contains("server-cert.pem"));
        // The binding is written into the port's row, which comes from the switch.
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> vtepd.vtepctl("list", "Physical_Port").contains("p1"));
        write(controller);
        Awaitility.await().atMost(PATIENCE).until(() -> problems(vtepd) == refusedTargets().size());
        // What comes before the port is bound teaches the switch nothing.
        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(() -> {
              vtepd.broadcastFrom("02:00:00:00:0a:01");
              assertThat(vtepd.vtepctl("list", "Ucast_Macs_Local"))
                  .as(vtepd.printed())
                  .contains("02:00:00:00:0a:01");
            });
        requireHonestViews();
      }
      assertThat(Files.readString(trace)).doesNotContain(MARK);
      requireHonestLog(vtepd.printed());
      requireNoSecrets(vtepd.printed(), folder.resolve("pki"));
      requireArchiveWithoutSecrets(vtepd.printed());
    }
    assertThat(Files.readString(victim)).isEqualTo("precious");
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(path -> path.getFileName().toString().contains(MARK)))
          .containsExactly(victim);
    }
  }

  private static Program trace(long pid, Path to) throws IOException {
    return Program.start(
        to.getParent(),
        "strace",
        List.of(
            "strace",
            "-f",
            "--seccomp-bpf",
            "-e",
            "trace=%file,execve,connect,bind",
            "-s",
            "4096",
            "-o",
            to.toString(),
            "-p",
            Long.toString(pid)));
  }

  private void reload() throws IOException {
    Path control = folder.resolve("run/vtepd.ctl");
    Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(control));
    try (JsonRpcPeer operator = JsonRpcPeer.connect(control)) {
      assertThat(operator.call("tls/reload").get("error")).contains(Json.ofNull());
    }
  }

  /** Targets that a row may not have, in order of how wicked they are. */
  private List<String> refusedTargets() {
    return List.of(
        "unix:" + victim,
        "punix:" + victim,
        "punix:" + victim + ".sock",
        "file:" + victim,
        victim.toString(),
        "db:hardware_vtep,Global," + MARK,
        "pssl:6640:../../" + MARK,
        "ssl:$(touch " + victim + ".shell)",
        "tcp:`touch " + victim + ".shell`:6640",
        "exec:touch " + victim + ".shell",
        "tcp:" + MARK + FORGED);
  }

  private void write(JsonRpcPeer controller) throws IOException {
    List<Json> operations = new ArrayList<>();
    operations.add(Json.of("hardware_vtep"));
    List<Json> managers = new ArrayList<>();
    for (String target : refusedTargets()) {
      String name = "m" + managers.size();
      operations.add(insert("Manager", name, Map.of("target", Json.of(target))));
      managers.add(named(name));
    }
    operations.add(mutate("Global", Json.array(), "managers", set(managers)));
    String wicked = "../../" + MARK + "; touch " + victim + ".shell #$(reboot)" + FORGED;
    operations.add(
        insert("Logical_Switch", "ls", Map.of("name", Json.of(wicked), "tunnel_key", Json.of(7))));
    operations.add(
        insert(
            "Physical_Port",
            "port",
            Map.of(
                "name", Json.of("../" + MARK + FORGED), "vlan_bindings", binding(5, named("ls")))));
    operations.add(
        insert(
            "Physical_Switch",
            "switch",
            Map.of(
                "name", Json.of("../../" + MARK),
                "description", Json.of(wicked),
                "tunnel_ips", Json.of("$(touch " + victim + ".shell)"),
                "ports", named("port"))));
    operations.add(mutate("Global", Json.array(), "switches", set(List.of(named("switch")))));
    operations.add(
        insert(
            "Physical_Locator",
            "locator",
            Map.of("encapsulation_type", Json.of("vxlan_over_ipv4"), "dst_ip", Json.of(wicked))));
    operations.add(
        insert(
            "Ucast_Macs_Remote",
            "mac",
            Map.of(
                "MAC", Json.of(wicked),
                "logical_switch", named("ls"),
                "locator", named("locator"))));
    Json p1 = Json.array(Json.array(Json.of("name"), Json.of("=="), Json.of("p1")));
    operations.add(mutate("Physical_Port", p1, "vlan_bindings", binding(0, named("ls"))));
    operations.add(new Json.Obj(Map.of("op", Json.of("comment"), "comment", Json.of(wicked))));
    Json.Obj reply = controller.call("transact", operations.toArray(Json[]::new));
    assertThat(reply.toText()).doesNotContain("\"error\":\"").doesNotContain("details");
    controller.call("no such method " + wicked);
    controller.call("lock", Json.of(wicked));
  }

  private static Json insert(String table, String name, Map<String, Json> row) {
    return new Json.Obj(
        Map.of(
            "op", Json.of("insert"),
            "table", Json.of(table),
            "uuid-name", Json.of(name),
            "row", new Json.Obj(row)));
  }

  private static Json mutate(String table, Json where, String column, Json value) {
    return new Json.Obj(
        Map.of(
            "op", Json.of("mutate"),
            "table", Json.of(table),
            "where", where,
            "mutations", Json.array(Json.array(Json.of(column), Json.of("insert"), value))));
  }

  private static Json named(String name) {
    return Json.array(Json.of("named-uuid"), Json.of(name));
  }

  private static Json set(List<Json> elements) {
    return Json.array(Json.of("set"), Json.array(elements.toArray(Json[]::new)));
  }

  private static Json binding(int vlan, Json network) {
    return Json.array(Json.of("map"), Json.array(Json.array(Json.of(vlan), network)));
  }

  /** What an operator is shown: in trouble, and each line begun by us. */
  private void requireHonestViews() throws IOException {
    Commands.Outcome shown = view("show");
    assertThat(shown.exitCode()).as(shown.output()).isEqualTo(1);
    assertThat(shown.output()).contains("switch gw0  bridge there  openflow connected", MARK);
    assertThat(shown.output().lines()).noneMatch(line -> line.startsWith("2026-01-01T"));
    assertThat(view("show", "mac", "02:00:00:00:0a:01").output()).contains("LOCAL");
    assertThat(view("show", "switch", "none such").output()).contains("no logical switch");
    Json checked = JsonReader.parse(view("check", "--json").output());
    assertThat(checked.toText()).contains("controller-down", "bridge-absent");
    String changes = view("show", "changes").output();
    assertThat(changes).contains("Manager 1", "this process", "punix:");
    assertThat(changes.lines()).noneMatch(line -> line.startsWith("2026-01-01T"));
  }

  /** What is handed out to be looked at: for the owner alone, and no key in it. */
  private void requireArchiveWithoutSecrets(String log) throws IOException {
    String key = "-----BEGIN PRIVATE KEY-----\nMIIsecret\n-----END PRIVATE KEY-----\n";
    Path logFile = Files.writeString(folder.resolve("told.log"), log + key + "after\n");
    Path archive = folder.resolve("support.zip");
    String[] words = {"support", "--output=" + archive, "--log-file=" + logFile};
    Commands.Outcome packed = view(words);
    assertThat(packed.exitCode()).as(packed.output()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
        .isEqualTo("rw-------");
    Map<String, String> texts = new HashMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        texts.put(entry.getName().replace("vtepd-support/", ""), text);
      }
    }
    assertThat(texts).containsKeys("show.txt", "check.txt", "memory.txt", "machine.txt");
    assertThat(texts.get("show-changes.txt")).contains("Manager 1");
    assertThat(texts.get("log.txt"))
        .contains("event=ready", "(a private key was left out)\nafter\n")
        .doesNotContain("MIIsecret");
    assertThat(view(words).output()).contains("exists; name another --output");
  }

  private Commands.Outcome view(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(OvsdbProcess.launcher().toString()));
    command.addAll(List.of(words));
    command.add("--rundir=" + folder.resolve("run"));
    return Commands.attempt(Map.of(), command.toArray(String[]::new));
  }

  /** Manager rows whose status says that the target makes no sense, or cannot be found. */
  private static long problems(ApplianceProcess vtepd) throws IOException {
    String rows = vtepd.vtepctl("--columns=status", "list", "Manager");
    return rows.lines().filter(line -> line.contains("last_error")).count();
  }

  /** Each line was begun by the daemon: what controllers wrote stands within one. */
  private static void requireHonestLog(String log) {
    assertThat(log).contains(MARK);
    assertThat(log.lines().filter(line -> line.contains("forged")))
        .isNotEmpty()
        .noneMatch(line -> line.startsWith("2026-01-01T"));
    assertThat(log.chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
  }

  private static void requireNoSecrets(String log, Path pki) throws IOException {
    try (Stream<Path> files = Files.walk(pki)) {
      List<Path> keys = files.filter(file -> file.toString().endsWith("privkey.pem")).toList();
      assertThat(keys).isNotEmpty();
      for (Path key : keys) {
        for (String line : Files.readAllLines(key)) {
          assertThat(log).doesNotContain(line.length() > 30 ? line : "PRIVATE KEY-----");
        }
      }
    }
  }
}
