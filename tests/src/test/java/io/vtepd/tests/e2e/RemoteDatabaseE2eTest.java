package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.ApplianceProcess;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code vtepd run} on a single ovsdb-server that is somebody else's. */
@Tag("system")
@Timeout(120)
class RemoteDatabaseE2eTest {

  private static final String LOCAL = "02:00:00:00:02:01";

  @TempDir private Path folder;

  @Test
  void aServerOverTlsMayBeKilledAndComeBack() throws Exception {
    Pki pki = new Pki(folder.resolve("pki"), "ours");
    int tcpPort = FreePorts.one();
    List<String> options = new ArrayList<>(pki.options("server"));
    options.add("--remote=pssl:" + tcpPort + ":127.0.0.1");
    String[] keys = pki.options("gw").toArray(String[]::new);
    String target = "ssl:127.0.0.1:" + tcpPort;
    try (OvsdbProcess server = serve(options.toArray(String[]::new));
        ApplianceProcess vtepd =
            ApplianceProcess.startOn(target, folder, Schemas.openVswitch(), keys)) {
      bind(server);
      addRemoteMac(server, "02:00:00:00:01:01");
      await("02:00:00:00:01:01", vtepd::flows);

      server.kill();
      await("event=replica-disconnected", vtepd::printed);
      assertThat(vtepd.flows()).as("forwarding goes on").contains("02:00:00:00:01:01");
      vtepd.broadcastFrom(LOCAL);
      server.startAgain();
      addRemoteMac(server, "02:00:00:00:01:02");
      await("02:00:00:00:01:02", vtepd::flows);
      await(LOCAL, () -> vtepctl(server, "list-local-macs", "net"));
    }
  }

  @Test
  void aServerThatComesLaterGetsItsFirstRowsAndKeepsTheTunnelIp() throws Exception {
    String target = "unix:" + folder.resolve("db/db.sock");
    try (ApplianceProcess vtepd = ApplianceProcess.startOn(target, folder, Schemas.openVswitch())) {
      await("event=replica-disconnected", vtepd::printed);
      try (OvsdbProcess server = serve()) {
        await("192.0.2.1", () -> tunnelIps(server));
        vtepctl(server, "clear", "Physical_Switch", "gw0", "tunnel_ips");
        await("192.0.2.1", () -> tunnelIps(server));
        vtepctl(server, "set-manager", "ptcp:0:127.0.0.1");
        bind(server);
        assertThat(vtepctl(server, "--columns=is_connected", "list", "Manager"))
            .as("that server's business")
            .contains("false");
      }
    }
  }

  private OvsdbProcess serve(String... options) throws IOException {
    return OvsdbProcess.create(
        Maker.ORIGINAL, folder.resolve("db"), Schemas.hardwareVtep(), options);
  }

  private static void bind(OvsdbProcess server) throws IOException {
    await("p1", () -> vtepctl(server, "list-ports", "gw0"));
    vtepctl(server, "add-ls", "net", "--", "bind-ls", "gw0", "p1", "0", "net");
    vtepctl(server, "set", "Logical_Switch", "net", "tunnel_key=5001");
  }

  private static void addRemoteMac(OvsdbProcess server, String mac) throws IOException {
    vtepctl(server, "add-ucast-remote", "net", mac, "192.0.2.11");
  }

  private static String tunnelIps(OvsdbProcess server) throws IOException {
    return vtepctl(server, "get", "Physical_Switch", "gw0", "tunnel_ips");
  }

  private static String vtepctl(OvsdbProcess server, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("vtep-ctl", "--timeout=20", "--db=unix:" + server.socket()));
    command.addAll(List.of(words));
    return Commands.run(command.toArray(String[]::new)).strip();
  }

  private static void await(String expected, Callable<String> printed) {
    Awaitility.await(expected)
        .atMost(30, TimeUnit.SECONDS)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(printed.call()).contains(expected));
  }
}
