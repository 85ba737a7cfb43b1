package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.ApplianceProcess;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import io.vtepd.tests.peer.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * NSX's way: rows of Manager come and go while vtepd runs, and it dials each over TLS. The other
 * end is ovsdb-client, which listens, too, and is OpenSSL's.
 */
@Tag("system")
@Timeout(120)
class ManagersOverTlsE2eTest {

  @TempDir private Path folder;

  @Test
  void everyControllerOfAClusterIsDialledAndOthersAreNotDisturbed() throws Exception {
    Pki ours = new Pki(folder.resolve("ours"), "ours");
    Pki foreign = new Pki(folder.resolve("foreign"), "foreign");
    List<Integer> tcpPorts = FreePorts.list(3);
    String[] keys = ours.options("gw").toArray(String[]::new);
    try (ApplianceProcess vtepd = ApplianceProcess.start(folder, Schemas.openVswitch(), keys);
        Program first = controller(tcpPorts.get(0), ours.options("first"))) {
      vtepd.vtepctl("set-manager", target(tcpPorts.get(0)));
      awaitText(first, "initial");
      try (Program second = controller(tcpPorts.get(1), ours.options("second"));
          OvsdbProcess _ = stranger(tcpPorts.get(2), foreign.options("stranger"))) {
        vtepd.vtepctl(
            "set-manager",
            target(tcpPorts.get(0)),
            target(tcpPorts.get(1)),
            target(tcpPorts.get(2)));
        awaitText(second, "initial");
        vtepd.vtepctl("add-ls", "net7");
        awaitText(first, "net7");
        awaitText(second, "net7");
        awaitManager(vtepd, tcpPorts.get(0), "is_connected", "true");
        awaitManager(vtepd, tcpPorts.get(1), "is_connected", "true");
        awaitManager(vtepd, tcpPorts.get(2), "status:last_error", "certificate");
        // A row that goes takes its session with it.
        vtepd.vtepctl("set-manager", target(tcpPorts.get(0)));
        second.awaitEnd();
      }
      vtepd.vtepctl("add-ls", "net8");
      awaitText(first, "net8");
    }
  }

  private Program controller(int tcpPort, List<String> keys) throws IOException {
    List<String> command = new ArrayList<>(List.of("ovsdb-client", "-f", "csv"));
    command.addAll(keys);
    command.addAll(List.of("monitor", "pssl:" + tcpPort + ":127.0.0.1", "hardware_vtep", "ALL"));
    return Program.start(folder.resolve("c" + tcpPort), "controller", command);
  }

  /** Somebody who listens for ever, with keys of an authority that is not ours. */
  private OvsdbProcess stranger(int tcpPort, List<String> keys) throws IOException {
    List<String> options = new ArrayList<>(keys);
    options.add("--remote=pssl:" + tcpPort + ":127.0.0.1");
    return OvsdbProcess.create(
        Maker.ORIGINAL,
        folder.resolve("stranger"),
        Schemas.hardwareVtep(),
        options.toArray(String[]::new));
  }

  private static String target(int tcpPort) {
    return "ssl:127.0.0.1:" + tcpPort;
  }

  private static void awaitText(Program controller, String text) {
    Awaitility.await(text)
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(controller.printed()).contains(text));
  }

  private static void awaitManager(
      ApplianceProcess vtepd, int tcpPort, String column, String expected) {
    Awaitility.await(column)
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() ->
            assertThat(vtepd.vtepctl("--if-exists", "get", "Manager", target(tcpPort), column))
                .contains(expected));
  }
}
