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
 * networking-l2gw's own classes, as Debian has them, on a vtepd that has just started: they take no
 * first answer that comes later than a thousand turns of their event loop, about 2 ms.
 */
@Tag("system")
@Timeout(240)
class L2gatewayClassesE2eTest {

  private static final int STARTS = 5;
  private static final String[] STORY = {
    "the first monitor was answered in time",
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

  /** A machine that is busy with other things may be late, but not each time. */
  @Test
  void theVeryFirstRequestIsAnsweredInTimeAndTheRestIsUnderstood() throws Exception {
    ClientScript script = ClientScript.unpack("l2gw_agent.py", folder);
    int tcpPort = FreePorts.one();
    try (ApplianceProcess vtepd =
        ApplianceProcess.start(
            folder, Schemas.openVswitch(), "--remote=ptcp:" + tcpPort + ":127.0.0.1")) {
      Awaitility.await("port p1")
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> vtepd.vtepctl("list-ports", "gw0").equals("p1"));
      String told = "";
      for (int start = 0; start < STARTS && !told.contains("in time"); start++) {
        vtepd.stop();
        told = storyAfterStart(vtepd, script, tcpPort);
      }
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
