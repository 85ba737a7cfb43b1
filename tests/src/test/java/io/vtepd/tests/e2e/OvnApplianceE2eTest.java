package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.ApplianceProcess;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From OVN's northbound database, over TLS, down to the tunnels of Open vSwitch, and back. */
@Tag("system")
@Timeout(120)
class OvnApplianceE2eTest {

  @Test
  void portsOfAnOvnNetworkBecomeTunnelsOfTheSwitch(@TempDir Path folder) throws Exception {
    Pki pki = new Pki(folder.resolve("pki"), "ours");
    int tcpPort = FreePorts.one();
    String[] options =
        Stream.concat(
                pki.options("gw").stream(), Stream.of("--remote=pssl:" + tcpPort + ":127.0.0.1"))
            .toArray(String[]::new);
    try (ApplianceProcess vtepd = ApplianceProcess.start(folder, Schemas.openVswitch(), options);
        OvnCentral central = OvnCentral.start(folder.resolve("ovn"));
        Program controller =
            central.startController(
                folder.resolve("controller"), "ssl:127.0.0.1:" + tcpPort, pki.options("ovn"))) {
      await("p1", () -> vtepd.vtepctl("list-ports", "gw0"));
      vtepd.vtepctl("add-ls", "net", "--", "bind-ls", "gw0", "p1", "100", "net");
      await("gw0", () -> central.sbctl("--bare --columns=name list Chassis"));
      central.addVtepPort("gw0", "net");
      central.addHypervisorPort(1);
      central.addHypervisorPort(2);
      await("192.0.2.11", () -> vtepd.vsctl("show"));
      await("192.0.2.12", () -> vtepd.vsctl("show"));
      // Ours is the other half: a row that says where the controller's chassis reach us.
      await("unknown-dst -> vxlan_over_ipv4/192.0.2.1", () -> localMacs(vtepd));
      await("02:00:00:00:00:02", () -> vtepd.vtepctl("list-remote-macs", "net"));

      central.nbctl("lsp-del port1");
      awaitGone("192.0.2.11", () -> vtepd.vsctl("show"));
      central.nbctl("lsp-del toVtep");
      awaitGone("192.0.2.12", () -> vtepd.vsctl("show"));
      assertThat(vtepd.vtepctl("--bare", "--columns=_uuid", "list", "Physical_Locator_Set").lines())
          .as("sets, at most that of our own row")
          .hasSizeLessThanOrEqualTo(1);
      assertThat(controller.printed()).doesNotContain("ERR");
    }
  }

  private static String localMacs(ApplianceProcess vtepd) throws IOException {
    return vtepd.vtepctl("list-local-macs", "net");
  }

  private static void await(String expected, Callable<String> printed) {
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(printed.call()).contains(expected));
  }

  private static void awaitGone(String unexpected, Callable<String> printed) {
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(printed.call()).doesNotContain(unexpected));
  }
}
