package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import io.vtepd.tests.peer.Program;
import io.vtepd.tests.peer.SwitchProcess;
import io.vtepd.tests.peer.WebPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole appliance as a user with no capability, in the group that Open vSwitch lets in. */
@Tag("system")
@Timeout(180)
class LeastPrivilegeE2eTest {

  /** Of nobody: neither stands in the machine's files. */
  private static final String USER = "64001";

  private static final String GROUP = "64002";
  private static final String MAC = "02:00:00:00:07:01";

  private static final String SYSTEMD =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind('\\0' + sys.argv[1][1:])
      print('bound', flush=True)
      while True: print(s.recv(4096).decode(), flush=True)
      """;

  @TempDir private Path folder;
  private Path ovs;
  private Path own;
  private final int webPort = FreePorts.one();

  @Test
  void forwardsAndReportsWithoutAnyCapability() throws Exception {
    ovs = Files.createDirectories(folder.resolve("ovs"));
    own = Files.createDirectories(folder.resolve("own"));
    Commands.run("chown", USER + ":" + USER, own.toString());
    Commands.run("chmod", "0755", folder.toString());
    String address = "@vtepd-test-" + ProcessHandle.current().pid();
    try (Program systemd =
        Program.start(folder, "systemd", List.of("python3", "-c", SYSTEMD, address))) {
      soon(() -> assertThat(systemd.printed()).contains("bound"));
      try (Program vtepd = Program.start(own, "vtepd", vtepd(address))) {
        soon(() -> assertThat(systemd.printed()).contains("READY=1"));
        soon(() -> assertThat(systemd.printed()).contains("STATUS=no Open vSwitch at " + ovs));
        assertThat(Files.readString(Path.of("/proc/" + vtepd.pid() + "/status")))
            .containsPattern("CapPrm:\\s0{16}\n")
            .containsPattern("CapEff:\\s0{16}\n")
            .containsPattern("CapBnd:\\s0{16}\n")
            .containsPattern("Uid:\\s" + USER);
        requireNotReady();
        forward(systemd);
      }
      soon(() -> assertThat(systemd.printed()).contains("STOPPING=1"));
    }
  }

  private List<String> vtepd(String notifySocket) {
    return List.of(
        "setpriv",
        "--reuid=" + USER,
        "--regid=" + USER,
        "--groups=" + GROUP,
        "--bounding-set=-all",
        "--inh-caps=-all",
        "--no-new-privs",
        "env",
        "NOTIFY_SOCKET=" + notifySocket,
        OvsdbProcess.launcher().toString(),
        "run",
        "--db=" + own.resolve("vtep.db"),
        "--rundir=" + own,
        "--socket-group=" + GROUP,
        "--ovs-rundir=" + ovs,
        "--physical-switch=gw0",
        "--tunnel-ip=192.0.2.1",
        "--stats-interval=1",
        "--web=127.0.0.1:" + webPort);
  }

  private void requireNotReady() throws IOException {
    try (WebPeer web = new WebPeer(webPort)) {
      soon(() -> {
        var page = web.page("/readyz");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(503);
        assertThat(page.body())
            .contains("alive ok\n", "database ok\n", "listeners ok\n", "switch NOT YET\n");
      });
      assertThat(web.metric("vtepd_ready")).isZero();
      assertThat(web.metric("vtepd_switch_connected{switch=\"gw0\",channel=\"ovsdb\"}")).isZero();
    }
  }

  private void forward(Program systemd) throws IOException {
    try (OvsdbProcess database = OvsdbProcess.create(Maker.ORIGINAL, ovs, Schemas.openVswitch())) {
      // A switch that was there before us, as ExecStartPre finds it.
      Path access = OvsdbProcess.launcher().resolveSibling("../deb/ovs-access");
      Commands.run(access.toString(), GROUP, ovs.toString());
      // What the packaged drop-in of ovs-vswitchd.service says: Group= and UMask=.
      List<String> as =
          List.of(
              "setpriv",
              "--regid=" + GROUP,
              "--clear-groups",
              "sh",
              "-c",
              "umask 0007; exec \"$@\"",
              "sh");
      try (SwitchProcess vswitchd = SwitchProcess.start(ovs, database.socket(), as)) {
        vswitchd.vsctl("add-br", "gw0", "--", "set", "bridge", "gw0", "datapath_type=netdev");
        vswitchd.vsctl("add-port", "gw0", "p1", "--", "set", "interface", "p1", "type=tap");
        soon(() -> assertThat(vtepctl("list-ports", "gw0")).isEqualTo("p1"));
        vtepctl("add-ls", "web", "--", "bind-ls", "gw0", "p1", "0", "web");
        vtepctl("set", "Logical_Switch", "web", "tunnel_key=5001");
        vtepctl("add-ucast-remote", "web", "02:00:00:00:07:99", "203.0.113.9");
        soon(() -> {
          vswitchd.receive("p1", arpRequest());
          assertThat(vtepctl("list-local-macs", "web")).contains(MAC);
          assertThat(vtepctl("list", "Ucast_Macs_Local")).contains("10.0.0.7");
        });
        soon(() -> assertThat(vswitchd.vsctl("show")).contains("remote_ip=\"203.0.113.9\""));
        soon(() -> assertThat(systemd.printed()).contains("STATUS=Open vSwitch, 1 of 1 bridges;"));
        tellTimesAndTraffic();
        tellRepairs(vswitchd);
      }
    }
  }

  private void tellTimesAndTraffic() throws IOException {
    try (WebPeer web = new WebPeer(webPort)) {
      soon(() -> {
        assertThat(web.metric("vtepd_apply_seconds_count")).isPositive();
        assertThat(web.metric("vtepd_rpc_seconds_count{method=\"transact\"}")).isPositive();
        assertThat(web.metric("vtepd_owner_turn_seconds_count")).isPositive();
        assertThat(web.page("/metrics/bindings").body())
            .containsPattern(
                "vtepd_binding_rx_packets_total\\{switch=\"gw0\",port=\"p1\",vlan=\"0\"} [1-9]");
      });
    }
  }

  /** Somebody empties the switch and takes a port away: what is put right is counted. */
  private void tellRepairs(SwitchProcess vswitchd) throws IOException {
    try (WebPeer web = new WebPeer(webPort)) {
      String installed = "vtepd_flows_installed{switch=\"gw0\"}";
      soon(() -> {
        assertThat(web.page("/readyz").statusCode()).isEqualTo(200);
        assertThat(web.metric("vtepd_ready")).isEqualTo(1);
        assertThat(web.metric(installed)).isPositive();
        assertThat(web.metric(installed))
            .isEqualTo(web.metric("vtepd_flows_wanted{switch=\"gw0\"}"));
      });
      double flows = web.metric(installed);
      double before = web.metric("vtepd_reconciled_total{what=\"flows\"}");
      String bridge = "unix:" + vswitchd.managementSocket("gw0");
      Commands.run("ovs-ofctl", "-O", "OpenFlow14", "del-flows", bridge);
      soon(() ->
          assertThat(web.metric("vtepd_reconciled_total{what=\"flows\"}"))
              .isEqualTo(before + flows));
      assertThat(web.metric("vtepd_reconciled_total{what=\"ports\"}")).isZero();
      vswitchd.vsctl("del-port", "vxcb007109");
      soon(() -> assertThat(web.metric("vtepd_reconciled_total{what=\"ports\"}")).isEqualTo(1));
      soon(() -> assertThat(vswitchd.vsctl("show")).contains("remote_ip=\"203.0.113.9\""));
    }
  }

  /** Of the station 10.0.0.7 on port p1, RFC 826. */
  private static String arpRequest() {
    String mac = MAC.replace(":", "");
    return "ffffffffffff"
        + mac
        + "0806"
        + "0001080006040001"
        + mac
        + "0a000007"
        + "0".repeat(12)
        + "0a000008"
        + "00".repeat(18);
  }

  private String vtepctl(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("vtep-ctl", "--timeout=20", "--db=unix:" + own.resolve("db.sock")));
    command.addAll(List.of(words));
    return Commands.run(command.toArray(String[]::new)).strip();
  }

  private static void soon(ThrowingRunnable asserted) {
    Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(asserted);
  }
}
