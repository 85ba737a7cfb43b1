package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import io.vtepd.tests.peer.SwitchProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference data plane, Debian's ovs-vtep, is driven from our server. */
@Tag("system")
class OvsVtepE2eTest {

  private static final String SCRIPT = "/usr/share/openvswitch/scripts/ovs-vtep";

  @Test
  void ovsVtepForwardsByOurDatabase(@TempDir Path folder) throws Exception {
    Path run = folder.resolve("run");
    // ovs-vtep calls the tools without --db: both databases must be at their default socket.
    try (OvsdbProcess ours =
            OvsdbProcess.create(Maker.OURS, folder.resolve("vtep"), Schemas.hardwareVtep());
        OvsdbProcess switchDatabase =
            OvsdbProcess.create(Maker.ORIGINAL, folder.resolve("ovs"), Schemas.openVswitch());
        SwitchProcess vswitchd = SwitchProcess.start(run, switchDatabase.socket())) {
      vswitchd.vsctl("add-br", "br0", "--", "set", "bridge", "br0", "datapath_type=netdev");
      vswitchd.vsctl("add-port", "br0", "p1", "--", "set", "interface", "p1", "type=internal");
      String db = "--db=unix:" + ours.socket();
      Commands.run(
          "vtep-ctl",
          db,
          "add-ps",
          "br0",
          "--",
          "set",
          "Physical_Switch",
          "br0",
          "tunnel_ips=127.0.0.1");
      Process script = startOvsVtep(folder, ours, switchDatabase, run);
      try {
        awaitOutput("p1", "vtep-ctl", db, "list-ports", "br0");
        Commands.run(
            "vtep-ctl",
            db,
            "add-ls",
            "ls0",
            "--",
            "set",
            "Logical_Switch",
            "ls0",
            "tunnel_key=5000",
            "--",
            "bind-ls",
            "br0",
            "p1",
            "0",
            "ls0",
            "--",
            "add-ucast-remote",
            "ls0",
            "00:11:22:33:44:55",
            "127.0.0.2");
        awaitOutput(
            "remote_ip=\"127.0.0.2\"", "ovs-vsctl", "--db=unix:" + switchDatabase.socket(), "show");
        awaitOutput("unknown-dst", "vtep-ctl", db, "list-local-macs", "ls0");
      } finally {
        script.destroy();
        assertThat(script.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private static Process startOvsVtep(
      Path folder, OvsdbProcess vtep, OvsdbProcess switchDatabase, Path run) throws IOException {
    // The tools look for $OVS_RUNDIR/db.sock, and vtep-ctl and ovs-vsctl want different ones.
    Path bin = folder.resolve("bin");
    wrap(bin, "vtep-ctl", "--db=unix:" + vtep.socket());
    wrap(bin, "ovs-vsctl", "--db=unix:" + switchDatabase.socket());
    ProcessBuilder builder = new ProcessBuilder(SCRIPT, "br0");
    builder.environment().put("OVS_RUNDIR", run.toString());
    builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("ovs-vtep.log").toFile());
    return builder.start();
  }

  private static void wrap(Path bin, String tool, String option) throws IOException {
    String script = "#!/bin/sh\\nexec /usr/bin/" + tool + " " + option + " \\\"\\$@\\\"\\n";
    String file = bin + "/" + tool;
    Commands.run(
        "sh",
        "-c",
        "mkdir -p " + bin + " && printf \"" + script + "\" > " + file + " && chmod 755 " + file);
  }

  private static void awaitOutput(String expected, String... command) {
    Awaitility.await("'" + expected + "' from " + String.join(" ", command))
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> Commands.run(command).contains(expected));
  }
}
