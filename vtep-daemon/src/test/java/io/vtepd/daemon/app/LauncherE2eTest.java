package io.vtepd.daemon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vtepd.tls.pki.CertificateAuthority;
import io.vtepd.tls.pki.KeyKind;
import io.vtepd.tls.pki.KeyMaterial;
import io.vtepd.tls.pki.PemText;
import io.vtepd.vtep.HardwareVtepSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is installed, with the tools of Open vSwitch as its users. */
@Tag("system")
@Timeout(180)
class LauncherE2eTest {

  @TempDir static Path home;
  private static Installation vtepd;

  @TempDir Path directory;
  private Path pidFile;
  private String socket;
  private String control;

  @BeforeAll
  static void install() throws IOException {
    vtepd = new Installation(home);
  }

  @BeforeEach
  void choosePlaces() {
    pidFile = directory.resolve("pid");
    socket = directory.resolve("s").toString();
    control = directory.resolve("c").toString();
  }

  @AfterEach
  void endWhatRuns() throws Exception {
    Optional<ProcessHandle> daemon = daemon();
    if (daemon.isPresent()) {
      daemon.get().destroyForcibly();
      daemon.get().onExit().get(10, TimeUnit.SECONDS);
    }
  }

  private Optional<ProcessHandle> daemon() throws IOException {
    return Files.exists(pidFile)
        ? ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
        : Optional.empty();
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }

  private Installation.Result runDetached(String... more) throws Exception {
    String[] common = {
      "run",
      "--db",
      at("vtep.db"),
      "--rundir",
      at("run"),
      "--ovs-rundir",
      at("ovs"),
      "--remote",
      "punix:" + socket,
      "--unixctl",
      control,
      "--pidfile",
      pidFile.toString(),
      "--log-file",
      at("log"),
      "--detach"
    };
    String[] all = Arrays.copyOf(common, common.length + more.length);
    System.arraycopy(more, 0, all, common.length, more.length);
    return vtepd.run(all);
  }

  private String appctl(String... words) throws Exception {
    String[] command = new String[words.length + 3];
    command[0] = "ovs-appctl";
    command[1] = "-t";
    command[2] = control;
    System.arraycopy(words, 0, command, 3, words.length);
    return vtepd.tool(command);
  }

  private String vtepCtl(String... words) throws Exception {
    String[] command = new String[words.length + 2];
    command[0] = "vtep-ctl";
    command[1] = "--db=unix:" + socket;
    System.arraycopy(words, 0, command, 2, words.length);
    return vtepd.tool(command);
  }

  private void exit() throws Exception {
    ProcessHandle running = daemon().orElseThrow();
    appctl("exit");
    running.onExit().get(20, TimeUnit.SECONDS);
    assertThat(pidFile).doesNotExist();
    assertThat(Path.of(socket)).doesNotExist();
    assertThat(Path.of(control)).doesNotExist();
  }

  @Test
  void printsItsCommandsAndRefusesOthers() throws Exception {
    assertThat(vtepd.run().out()).contains("ovsdb-server").contains("run ");
    assertThat(vtepd.run("version").out()).startsWith("vtepd ");
    Installation.Result wrong = vtepd.run("run", "--remot", "x");
    assertThat(wrong.exitCode()).isEqualTo(64);
    assertThat(wrong.err()).isEqualTo("vtepd: unknown option --remot; did you mean --remote?\n");
  }

  @Test
  void failedStartTellsItsReasonDetachedOrNot() throws Exception {
    String reason = "missing.db does not exist";
    Installation.Result plain = vtepd.run("ovsdb-server", at("missing.db"));
    assertThat(plain.exitCode()).isEqualTo(1);
    assertThat(plain.err()).contains(reason).hasLineCount(1);
    Installation.Result detached =
        vtepd.run("ovsdb-server", "--detach", "--log-file=" + at("log"), at("missing.db"));
    assertThat(detached.exitCode()).isEqualTo(1);
    assertThat(detached.err()).contains(reason).hasLineCount(1);
    assertThat(directory.resolve("log")).content().contains("event=startup-failed");
  }

  @Test
  void aMonitoredDaemonIsStartedAnewAfterAFaultAndNotAfterItsEnd() throws Exception {
    assertThat(runDetached("--monitor").exitCode()).isZero();
    ProcessHandle first = daemon().orElseThrow();
    ProcessHandle monitor = first.parent().orElseThrow();
    new ProcessBuilder("kill", "-ABRT", Long.toString(first.pid())).start().waitFor();
    first.onExit().get(10, TimeUnit.SECONDS);
    await("another one that serves")
        .atMost(60, TimeUnit.SECONDS)
        .ignoreExceptions()
        .until(() ->
            daemon().filter(second -> !second.equals(first)).isPresent()
                && appctl("version").contains("vtepd"));
    appctl("exit");
    monitor.onExit().get(20, TimeUnit.SECONDS);
  }

  @Test
  void logFileThatCannotBeWrittenFailsTheStart() throws Exception {
    Installation.Result started =
        vtepd.run(
            "run", "--db", at("vtep.db"), "--rundir", at("run"), "--log-file", at(""), "--detach");
    assertThat(started.exitCode()).isEqualTo(1);
    assertThat(started.err()).contains("cannot write log file").hasLineCount(1);
  }

  @Test
  void pidfileOfTheServerMayStandInTheNextWord() throws Exception {
    Path schema = directory.resolve("schema");
    Files.writeString(schema, HardwareVtepSchema.text());
    vtepd.tool("ovsdb-tool", "create", at("t.db"), schema.toString());
    Installation.Result mistaken = vtepd.run("ovsdb-server", "--pidfile", at("t.db"), at("t.db"));
    assertThat(mistaken.err()).contains("t.db is no pidfile").hasLineCount(1);
    assertThat(vtepd.tool("ovsdb-tool", "db-name", at("t.db"))).isEqualTo("hardware_vtep\n");
    String[] words = {
      "ovsdb-server",
      "--pidfile",
      pidFile.toString(),
      "--log-file=" + at("log"),
      "--detach",
      "--unixctl",
      control,
      at("t.db")
    };
    assertThat(vtepd.run(words)).isEqualTo(new Installation.Result(0, "", ""));
    assertThat(appctl("memory/show")).contains("rows-hardware_vtep:0");
    appctl("ovsdb-server/compact");
    assertThat(appctl("list-commands")).contains("vlog/set", "ovsdb-server/remove-remote");
    exit();
  }

  @Test
  void servesADatabaseOfTheToolAndLeavesItToTheTool() throws Exception {
    Path schema = directory.resolve("schema");
    Files.writeString(schema, HardwareVtepSchema.text());
    vtepd.tool("ovsdb-tool", "create", at("t.db"), schema.toString());
    Installation.Result started =
        vtepd.run(
            "ovsdb-server",
            "--remote=punix:" + socket,
            "--unixctl=" + control,
            "--pidfile=" + pidFile,
            "--log-file=" + at("log"),
            "--detach",
            at("t.db"));
    assertThat(started).isEqualTo(new Installation.Result(0, "", ""));
    vtepCtl("add-ps", "gw", "--", "add-ls", "blue");
    assertThat(vtepCtl("list-ls")).isEqualTo("blue\n");
    assertThat(appctl("ovsdb-server/list-dbs")).isEqualTo("_Server\nhardware_vtep\n");
    appctl("ovsdb-server/compact", "hardware_vtep");
    vtepCtl("add-ls", "red");
    exit();
    String query =
        "[\"hardware_vtep\",{\"op\":\"select\",\"table\":\"Logical_Switch\",\"where\":[],"
            + "\"columns\":[\"name\"],\"sort\":[\"name\"]}]";
    assertThat(vtepd.tool("ovsdb-tool", "query", at("t.db"), query))
        .isEqualTo("[{\"rows\":[{\"name\":\"blue\"},{\"name\":\"red\"}]}]\n");
  }

  @Test
  void applianceKeepsItsIdentityOverRestarts() throws Exception {
    String[] gateway = {"--physical-switch", "gw0", "--tunnel-ip", "192.0.2.1"};
    assertThat(runDetached(gateway).err()).isEmpty();
    String global = vtepCtl("--columns=_uuid", "list", "Global");
    assertThat(global).hasLineCount(1).startsWith("_uuid");
    assertThat(vtepCtl("show")).contains("Physical_Switch gw0").contains("192.0.2.1");
    exit();
    assertThat(runDetached(gateway).exitCode()).isZero();
    assertThat(vtepCtl("--columns=_uuid", "list", "Global")).isEqualTo(global);
    assertThat(vtepCtl("list-ps")).isEqualTo("gw0\n");
    exit();
  }

  @Test
  void secondDaemonIsToldWhoRuns() throws Exception {
    assertThat(runDetached().exitCode()).isZero();
    long pid = daemon().orElseThrow().pid();
    assertThat(runDetached().err()).contains("already running as pid " + pid);
    Installation.Result other = vtepd.run("run", "--db", at("vtep.db"), "--rundir", at("run2"));
    assertThat(other.err()).contains("in use by another process");
    assertThat(vtepCtl("list-ps")).isEmpty();
    exit();
  }

  @Test
  void sigtermEndsItCleanly() throws Exception {
    assertThat(runDetached().exitCode()).isZero();
    ProcessHandle running = daemon().orElseThrow();
    running.destroy();
    running.onExit().get(20, TimeUnit.SECONDS);
    assertThat(pidFile).doesNotExist();
    assertThat(Path.of(socket)).doesNotExist();
    assertThat(directory.resolve("log")).content().endsWith("event=stopped\n");
  }

  @Test
  void damagedDatabaseIsOpenedOnlyWhenTold() throws Exception {
    assertThat(runDetached().exitCode()).isZero();
    vtepCtl("add-ls", "blue");
    vtepCtl("add-ls", "red");
    exit();
    Path file = directory.resolve("vtep.db");
    String text = Files.readString(file);
    int at = text.indexOf("blue");
    Files.writeString(file, text.substring(0, at) + "blur" + text.substring(at + 4));
    Installation.Result refused = runDetached();
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("is damaged at offset").contains("--cut-damaged");
    assertThat(runDetached("--cut-damaged").exitCode()).isZero();
    assertThat(vtepCtl("list-ls")).isEmpty();
    vtepCtl("add-ls", "green");
    exit();
    try (var files = Files.list(directory)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .anyMatch(name -> name.startsWith("vtep.db.damaged-"));
    }
  }

  @Test
  void remotesAndLevelsChangeWhileItRuns() throws Exception {
    assertThat(runDetached().exitCode()).isZero();
    String more = "punix:" + at("more");
    appctl("ovsdb-server/add-remote", more);
    assertThat(appctl("ovsdb-server/list-remotes"))
        .isEqualTo("db:hardware_vtep,Global,managers\n" + more + "\npunix:" + socket + "\n");
    assertThat(vtepd.tool("ovsdb-client", "list-dbs", "unix:" + at("more")))
        .contains("hardware_vtep");
    appctl("ovsdb-server/remove-remote", more);
    await().until(() -> Files.notExists(directory.resolve("more")));
    appctl("vlog/set", "server:dbg");
    assertThat(appctl("vlog/list"))
        .containsPattern("server +(OFF +){2}DBG")
        .containsPattern("app +(OFF +){2}INFO");
    exit();
  }

  @Test
  void launcherWithoutABuildSaysWhatToDo() throws Exception {
    Path bare = directory.resolve("bare/bin");
    Files.createDirectories(bare);
    Files.copy(Path.of("bin/vtepd"), bare.resolve("vtepd"));
    Path out = directory.resolve("out");
    Process process =
        new ProcessBuilder("sh", bare.resolve("vtepd").toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(out).content().contains("nothing is built here: run 'mvn");
  }

  /** Key, certificate and CA certificate of one peer, as options with those names in front. */
  private String[] keys(CertificateAuthority authority, String peer, String... options)
      throws Exception {
    KeyMaterial own = authority.issue(peer, KeyKind.EC_P256, Instant.now(), Duration.ofDays(1));
    Path key = directory.resolve(peer + "-key.pem");
    Path certificate = directory.resolve(peer + "-cert.pem");
    Path ca = directory.resolve(peer + "-ca.pem");
    PemText.writePrivateKey(key, own.key());
    PemText.writeCertificates(certificate, List.of(own.certificate()));
    PemText.writeCertificates(ca, List.of(authority.certificate()));
    return new String[] {
      options[0] + key, options[1] + certificate, options[2] + ca,
    };
  }

  @Test
  void tlsPortAdmitsOurCertificatesAlone() throws Exception {
    CertificateAuthority authority =
        CertificateAuthority.create("ours", KeyKind.EC_P256, Instant.now(), Duration.ofDays(1));
    CertificateAuthority foreign =
        CertificateAuthority.create("theirs", KeyKind.EC_P256, Instant.now(), Duration.ofDays(1));
    String[] own = keys(authority, "gw", "--private-key=", "--certificate=", "--ca-cert=");
    assertThat(runDetached(own[0], own[1], own[2], "--remote", "pssl:0:127.0.0.1").exitCode())
        .isZero();
    Matcher port =
        Pattern.compile("pssl:([1-9][0-9]*):").matcher(Files.readString(directory.resolve("log")));
    assertThat(port.find()).isTrue();
    String target = "ssl:127.0.0.1:" + port.group(1);
    String[] peer = keys(authority, "peer", "--private-key=", "--certificate=", "--ca-cert=");
    assertThat(vtepd.tool("ovsdb-client", peer[0], peer[1], peer[2], "list-dbs", target))
        .contains("hardware_vtep");
    assertThat(appctl("tls/reload")).isEmpty();
    String[] other = keys(foreign, "other", "--private-key=", "--certificate=", "--ca-cert=");
    assertThatThrownBy(() ->
            vtepd.tool("ovsdb-client", "-t", "10", other[0], other[1], peer[2], "list-dbs", target))
        .isInstanceOf(IOException.class);
    await()
        .untilAsserted(
            () -> assertThat(directory.resolve("log")).content().contains("tls-refused"));
    exit();
  }
}
