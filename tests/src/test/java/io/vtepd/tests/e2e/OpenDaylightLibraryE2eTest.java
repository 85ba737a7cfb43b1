package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.ApplianceProcess;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.Program;
import io.vtepd.tests.peer.Relay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenDaylight's own OVSDB library, in a process of its own, with the limits that it has by
 * default: each answer within 1000 ms, and a TLS handshake within 400 ms of its accept.
 */
@Tag("system")
@Timeout(180)
class OpenDaylightLibraryE2eTest {

  private static final String PASSWORD = "secret";
  private static final int COLD_STARTS = 5;
  private static final String[] STORY = {
    "echo []",
    "databases true",
    "tables 18",
    "global rows 1",
    "port known true",
    "bind: 3 operations, 3 results, {}",
    "network known true",
    "macs: 5 operations, 5 results, {}",
    "mac known true",
    "delete what is bound: 4 operations, 5 results, {referential integrity violation=1}",
    "unbind and delete: 5 operations, 5 results, {}",
    "end"
  };

  @TempDir private Path folder;

  @Test
  void itDials() throws Exception {
    int tcpPort = FreePorts.one();
    try (ApplianceProcess vtepd = start("--remote=ptcp:" + tcpPort + ":127.0.0.1");
        Program controller = controller("dial", tcpPort)) {
      awaitStory(controller);
      assertThat(vtepd.vtepctl("list-ls")).isEmpty();
    }
  }

  @Test
  void itDialsOverTls() throws Exception {
    int tcpPort = FreePorts.one();
    Pki pki = new Pki(folder.resolve("pki"), "authority");
    try (ApplianceProcess _ = start(pki, "--remote=pssl:" + tcpPort + ":127.0.0.1");
        Program controller =
            controller("dial", tcpPort, pki.keyStore("odl", PASSWORD).toString(), PASSWORD)) {
      awaitStory(controller);
    }
  }

  @Test
  void itIsDialled() throws Exception {
    int tcpPort = FreePorts.one();
    try (ApplianceProcess vtepd = start();
        Program controller = controller("listen", tcpPort)) {
      vtepd.vtepctl("set-manager", "tcp:127.0.0.1:" + tcpPort);
      awaitText(controller, "rehearsed");
      vtepd.vtepctl("del-manager");
      awaitText(controller, "a VTEP has left");
      vtepd.vtepctl("set-manager", "tcp:127.0.0.1:" + tcpPort);
      awaitStory(controller);
    }
  }

  /**
   * It hangs up on whom it has waited for too long. Of some starts, for a machine may be slow for a
   * moment, one must do with its first dial: no second one reaches it.
   */
  @Test
  void itIsDialledOverTlsByADaemonThatHasJustStarted() throws Exception {
    int tcpPort = FreePorts.one();
    Pki pki = new Pki(folder.resolve("pki"), "authority");
    String keys = pki.keyStore("odl", PASSWORD).toString();
    try (ApplianceProcess vtepd = start(pki);
        Relay relay = new Relay(tcpPort);
        Program controller = controller("listen", tcpPort, keys, PASSWORD)) {
      vtepd.vtepctl("set-manager", "ssl:127.0.0.1:" + relay.tcpPort());
      awaitText(controller, "rehearsed");
      for (int i = 0; i < COLD_STARTS && !isTold(controller); i++) {
        vtepd.stop();
        relay.allow(1);
        vtepd.startAgain();
        Awaitility.await("the first dial of start " + i)
            .atMost(60, TimeUnit.SECONDS)
            .until(() -> isTold(controller) || relay.refusedCount() > 0);
      }
      awaitStory(controller);
    }
  }

  private ApplianceProcess start(Pki pki, String... options) throws Exception {
    List<String> all = new ArrayList<>(pki.options("gw"));
    all.addAll(Arrays.asList(options));
    return start(all.toArray(String[]::new));
  }

  private ApplianceProcess start(String... options) throws IOException {
    ApplianceProcess vtepd = ApplianceProcess.start(folder, Schemas.openVswitch(), options);
    Awaitility.await("port p1")
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> vtepd.vtepctl("list-ports", "gw0").equals("p1"));
    return vtepd;
  }

  private Program controller(String direction, int tcpPort, String... keys) throws IOException {
    Path built = OvsdbProcess.launcher().resolve("../../../tests/opendaylight/target").normalize();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.add("-cp");
    command.add(built.resolve("classes") + ":" + built.resolve("lib") + "/*");
    command.add("io.vtepd.tests.opendaylight.Controller");
    command.add(direction);
    command.add(Integer.toString(tcpPort));
    command.addAll(Arrays.asList(keys));
    return Program.start(Files.createTempDirectory(folder, "odl"), "odl", command);
  }

  private static void awaitStory(Program controller) throws IOException {
    controller.awaitEnd();
    assertThat(controller.printed().lines()).containsSubsequence(STORY);
  }

  private static boolean isTold(Program controller) throws IOException {
    return controller.printed().lines().anyMatch(STORY[STORY.length - 1]::equals);
  }

  private static void awaitText(Program program, String text) {
    Awaitility.await(text)
        .atMost(60, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(program.printed()).contains(text));
  }
}
