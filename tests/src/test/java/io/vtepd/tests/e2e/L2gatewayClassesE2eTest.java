package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.ApplianceProcess;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * networking-l2gw's own classes, as Debian has them, on a vtepd that has just started. They give up
 * on a first answer after a thousand turns of their event loop, some 2 ms; a busy machine can make
 * anybody late, so here they wait longer, and {@code tests/bench/ovsdb} measures the time.
 */
@Tag("system")
@Timeout(240)
class L2gatewayClassesE2eTest {

  private static final String[] STORY = {
    "the first monitor was answered",
    "switch ['gw0']",
    "bindings []",
    "written update_connection_to_gateway",
    "bound [7] [True]",
    "remote ['fa:16:3e:00:00:01']",
    "flooded ['unknown-dst']",
    "written insert_ucast_macs_remote",
    "remote fa:16:3e:00:00:02",
    "written update_ucast_macs_remote",
    "moved ['fa:16:3e:00:00:02']",
    "refused True",
    "written delete_ucast_macs_remote",
    "gone ['fa:16:3e:00:00:01', 'fa:16:3e:00:00:02']",
    "written update_connection_to_gateway",
    "flood gone [True]",
    "written delete_logical_switch",
    "deleted ['f0a1']",
    "end"
  };

  @TempDir private Path folder;

  @Test
  void theVeryFirstRequestIsAnsweredAndTheRestIsUnderstood() throws Exception {
    ClientScript script = ClientScript.unpack("l2gw_agent.py", folder);
    int tcpPort = FreePorts.one();
    try (ApplianceProcess vtepd =
        ApplianceProcess.start(
            folder, Schemas.openVswitch(), "--remote=ptcp:" + tcpPort + ":127.0.0.1")) {
      Awaitility.await("port p1")
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> vtepd.vtepctl("list-ports", "gw0").equals("p1"));
      vtepd.stop();
      String told = storyAfterStart(vtepd, script, tcpPort);
      assertThat(told.lines()).containsSubsequence(STORY);
    }
  }

  /** The agent is there first and waits, so that its classes are loaded when ours listen. */
  private String storyAfterStart(ApplianceProcess vtepd, ClientScript script, int tcpPort)
      throws IOException {
    List<String> command = script.command(Integer.toString(tcpPort));
    try (Program agent =
        Program.start(Files.createTempDirectory(folder, "l2gw"), "l2gw", command)) {
      vtepd.startAgain();
      agent.awaitEnd();
      return agent.printed();
    }
  }
}
