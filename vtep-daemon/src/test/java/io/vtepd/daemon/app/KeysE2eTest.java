package io.vtepd.daemon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vtepd.tls.pki.FileFingerprints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands that README.md shows for keys, as they stand there. */
@Tag("system")
@Timeout(180)
class KeysE2eTest {

  @TempDir Path directory;
  private Installation vtepd;
  private final List<String> ports = new ArrayList<>();

  @BeforeEach
  void install() throws IOException {
    vtepd = new Installation(directory);
    for (int i = 0; i < 2; i++) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        ports.add(String.valueOf(socket.getLocalPort()));
      }
    }
  }

  @AfterEach
  void endWhatRuns() throws Exception {
    for (String pidFile : List.of("run/vtepd.pid", "controller.pid")) {
      Path file = directory.resolve(pidFile);
      if (Files.exists(file)) {
        ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  /** Runs what is indented below a heading, to the first command that fails. */
  private String follow(String heading) throws Exception {
    StringBuilder script =
        new StringBuilder("set -eu\nvtepd() { sh \"$PWD/bin/vtepd\" \"$@\"; }\n");
    script.append("export VTEPD_JAVA_HOME='").append(System.getProperty("java.home")).append("'\n");
    boolean below = false;
    int commands = 0;
    for (String line : Files.readAllLines(Path.of("README.md"))) {
      if (line.startsWith("#")) {
        below = line.equals("### " + heading);
      } else if (below && line.startsWith("    ")) {
        script.append(line.strip()).append('\n');
        commands++;
      }
    }
    assertThat(commands).as("commands below " + heading).isPositive();
    String text = script.toString().replace("6640", ports.get(0)).replace("6641", ports.get(1));
    return vtepd.tool("sh", "-c", text);
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("run/vtepd.log"));
  }

  @Test
  void signedByACaAndRevoked() throws Exception {
    String printed = follow("Signed by a CA");
    assertThat(printed).contains("belongs to  gw-cert.pem", "DNS:gw.example", "hardware_vtep");
    assertThat(follow("Revoking")).containsPattern("controllerca/crl.pem: .*(\n.*)+revoked +1");
    // Both programs go on where the other has stopped.
    assertThat(
            vtepd.tool(
                "openssl",
                "crl",
                "-in",
                "pki/controllerca/crl.pem",
                "-CAfile",
                "pki/controllerca/cacert.pem",
                "-verify",
                "-noout",
                "-text"))
        .contains("verify OK", "Serial Number:")
        .containsPattern("X509v3 CRL Number: *\\n *2\\n");
    vtepd.tool("sh", "-c", "cd pki/controllerca && openssl ca -config ca.cnf -gencrl -out crl.pem");
    assertThat(vtepd.tool("sh", "bin/vtepd", "pki", "show", "--json", "pki/controllerca/crl.pem"))
        .contains("\"kind\":\"certificate revocation list\"", "\"revoked\":\"1\"");
    assertThatThrownBy(() ->
            vtepd.tool(
                "ovsdb-client",
                "--private-key=ctl-privkey.pem",
                "--certificate=ctl-cert.pem",
                "--ca-cert=pki/switchca/cacert.pem",
                "--timeout=10",
                "list-dbs",
                "ssl:127.0.0.1:" + ports.getFirst()))
        .isInstanceOf(IOException.class);
    await().untilAsserted(() -> assertThat(log()).contains("its certificate is revoked"));
  }

  @Test
  void bootstrapped() throws Exception {
    String printed = follow("Bootstrapped");
    Path certificate = directory.resolve("vtepd-cert.pem");
    String fingerprint = FileFingerprints.of(certificate).sha256().text();
    assertThat(printed).contains("-----BEGIN CERTIFICATE-----", fingerprint);
    assertThat(log())
        .contains("event=key-made certificate=vtepd-cert.pem fingerprint=" + fingerprint)
        .containsOnlyOnce("event=ca-bootstrapped fingerprint=");
    assertThat(directory.resolve("ctl-ca.pem")).exists();
    Path key = directory.resolve("vtepd-privkey.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    String text = Files.readString(key);
    vtepd.tool("ovs-appctl", "-t", directory.resolve("run/vtepd.ctl").toString(), "exit");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.notExists(directory.resolve("run/vtepd.pid")));
    String[] again = {
      "run",
      "--db",
      "vtep.db",
      "--rundir",
      "run",
      "--ovs-rundir",
      "ovs",
      "--pidfile",
      "--bootstrap-ca-cert",
      "ctl-ca.pem",
      "--detach",
      "--remote",
      "punix:run/db.sock"
    };
    assertThat(vtepd.run(again)).isEqualTo(new Installation.Result(0, "", ""));
    assertThat(key).content().isEqualTo(text);
    assertThat(log()).containsOnlyOnce("event=key-made").containsOnlyOnce("event=ca-bootstrapped");
    vtepd.tool("ovs-appctl", "-t", directory.resolve("run/vtepd.ctl").toString(), "exit");
  }

  @Test
  void aKeyThatOthersCanReadStopsTheStart() throws Exception {
    assertThat(vtepd.run("pki", "self-sign", "gw").exitCode()).isZero();
    Path key = directory.resolve("gw-privkey.pem");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Installation.Result refused =
        vtepd.run(
            "run",
            "--db",
            "vtep.db",
            "--rundir",
            "run",
            "--private-key",
            "gw-privkey.pem",
            "--certificate",
            "gw-cert.pem",
            "--ca-cert",
            "gw-cert.pem");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("the private key is open to others ([OTHERS_READ]); chmod 600 gw-privkey.pem");
  }

  @Test
  void commandsTellWhatIsWrong() throws Exception {
    Installation.Result made = vtepd.run("pki", "self-sign", "gw", "--key", "ec", "--days", "9");
    assertThat(made.out()).startsWith("gw-cert.pem\n  SHA-256     ");
    Installation.Result again = vtepd.run("pki", "self-sign", "gw");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err())
        .isEqualTo(
            "vtepd: gw-cert.pem: exists; move it away, or give --force to have it replaced\n");
    Installation.Result shown = vtepd.run("pki", "show", "gw");
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out()).contains("EC 256", "8 days left", "belongs to  gw-cert.pem");
    vtepd.run("pki", "self-sign", "other");
    Installation.Result foreign = vtepd.run("pki", "show", "other-cert.pem", "gw-privkey.pem");
    assertThat(foreign.exitCode()).isEqualTo(1);
    assertThat(foreign.out()).contains("! none of these certificates");
    vtepd.run("pki", "request", "gw", "--keep-key");
    Installation.Result unlike =
        vtepd.run("pki", "sign", "gw", "--fingerprint", "00:".repeat(31) + "00");
    assertThat(unlike.err()).contains("it is not the request that was made");
  }
}
