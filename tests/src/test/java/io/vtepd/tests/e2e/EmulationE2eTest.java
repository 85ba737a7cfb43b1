package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.Program;
import io.vtepd.tests.peer.WebPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vtepd run --dataplane memory}: what a controller's developer sees of it. */
@Tag("system")
class EmulationE2eTest {

  private static final String STATION = "0a:00:00:00:00:01";
  private static final String REMOTE = "0a:00:00:00:00:02";
  private static final String BROADCAST = "ff:ff:ff:ff:ff:ff";
  private static final int COUNT = 1_000;
  private static final String LONG_TEXT = "description=" + "x".repeat(500);

  /** "10.0.0.7 is at 0a:00:00:00:00:01." */
  private static final String ARP =
      "ffffffffffff0a00000000010806"
          + "0001080006040002"
          + "0a00000000010a000007"
          + "ffffffffffff0a000007"
          + "00".repeat(18);

  @TempDir Path folder;

  /** Returns when it serves those sockets, each of which may take its time, and its own. */
  private Program start(List<Path> served, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(OvsdbProcess.launcher().toString());
    command.addAll(List.of("run", "--dataplane=memory", "--rundir=" + folder));
    command.addAll(List.of(options));
    Program vtepd = Program.start(folder, "vtepd", command);
    try {
      for (Path socket : served) {
        vtepd.awaitSocket(socket);
      }
      vtepd.awaitSocket(folder.resolve("vtepd.ctl"));
    } catch (IOException e) {
      vtepd.close();
      throw e;
    }
    return vtepd;
  }

  private String tell(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("ovs-appctl", "-t", folder.resolve("vtepd.ctl").toString()));
    command.addAll(List.of(words));
    return Commands.run(command.toArray(String[]::new)).strip();
  }

  private static String vtepctl(String database, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("vtep-ctl", "--timeout=20", "--db=" + database));
    command.addAll(List.of(words));
    return Commands.run(command.toArray(String[]::new)).strip();
  }

  private static void eventually(String database, String expected, String... words) {
    await(String.join(" ", words))
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(vtepctl(database, words)).contains(expected));
  }

  private Path socket(String name) {
    return folder.resolve(name + ".sock");
  }

  /** The names of its switches, as a controller reads them that is dialled. */
  private static String dialled(String database) throws IOException {
    int port = FreePorts.one();
    vtepctl(database, "set-manager", "tcp:127.0.0.1:" + port);
    String listening = "ptcp:" + port + ":127.0.0.1";
    return Commands.run(
        "ovsdb-client",
        "--timeout=20",
        "dump",
        listening,
        "hardware_vtep",
        "Physical_Switch",
        "name");
  }

  @Test
  void forwardsScriptedFramesAndReportsAsASwitchDoes() throws IOException {
    int webPort = FreePorts.one();
    String web = "--web=127.0.0.1:" + webPort;
    String[] options = {"--ports=3", "--stats-interval=1", "--port-hold=2", web};
    try (Program vtepd = start(List.of(socket("db")), options)) {
      String database = "unix:" + socket("db");
      eventually(database, "eth1\neth2\neth3", "list-ports", "vtep1");
      requireReadyAtTheFirstQuestion(webPort);
      vtepctl(database, "add-ls", "red", "--", "set", "Logical_Switch", "red", "tunnel_key=5000");
      vtepctl(database, "bind-ls", "vtep1", "eth1", "10", "red");
      vtepctl(database, "bind-ls", "vtep1", "eth2", "0", "red");
      vtepctl(database, "add-ucast-remote", "red", REMOTE, "198.18.9.9");
      eventually(database, "unknown-dst", "list-local-macs", "red");

      assertThat(tell("dataplane/frame", "vtep1", "eth1", BROADCAST, STATION, "10"))
          .startsWith("eth2 ffffffffffff0a000000000188b5")
          .hasLineCount(1);
      eventually(database, STATION, "list-local-macs", "red");
      assertThat(tell("dataplane/frame", "vtep1", "198.18.9.9/5000", STATION, REMOTE))
          .startsWith("eth1 0a00000000010a0000000002" + "8100000a" + "88b5");
      assertThat(tell("dataplane/frame", "vtep1", "eth2", REMOTE, STATION))
          .startsWith("198.18.9.9/5000 0a00000000020a0000000001");
      assertThat(tell("dataplane/show", "vtep1"))
          .contains("station " + STATION + " red eth2/untagged", "tunnel 198.18.9.9 bfd off");

      assertThat(tell("dataplane/frame", "vtep1", "eth2", ARP)).startsWith("eth1 ");
      eventually(database, "10.0.0.7", "--columns=ipaddr", "list", "Ucast_Macs_Local");
      eventually(database, "10=", "get", "Physical_Port", "eth1", "vlan_stats");
      eventually(database, "2", "--columns=packets_from_local", "list", "Logical_Binding_Stats");

      String tunnel = "--bare --columns=_uuid list Tunnel";
      eventually(database, "-", tunnel.split(" "));
      String uuid = vtepctl(database, tunnel.split(" "));
      vtepctl(database, "set", "Tunnel", uuid, "bfd_params:enable=true");
      eventually(database, "up", "get", "Tunnel", uuid, "bfd_status:state");
      tell("dataplane/bfd", "vtep1", "198.18.9.9", "down");
      eventually(database, "down", "get", "Tunnel", uuid, "bfd_status:state");
      assertThat(vtepd.printed())
          .containsPattern(
              "event=binding-added port=eth1 vlan=10 logical-switch=red held-back=0 peer=punix:")
          .containsOnlyOnce("event=tunnel-up bridge=vtep1 remote=198.18.9.9")
          .contains("event=tunnel-down bridge=vtep1 remote=198.18.9.9 cause=\"scripted to be down");
      requireViews(database);
      requireMetrics(database, webPort);
      tell("dataplane/frame", "vtep1", "eth2", BROADCAST, STATION);

      tell("dataplane/port", "vtep1", "eth2", "down");
      eventually(
          database, "invalid_vlan_map", "--columns=port_fault_status", "list", "Physical_Port");
      assertThat(vtepctl(database, "list-local-macs", "red")).doesNotContain(STATION);
      await("its row goes when it was held for two seconds")
          .atMost(Duration.ofSeconds(20))
          .until(() -> !vtepctl(database, "list-ports", "vtep1").contains("eth2"));
      tell("dataplane/port", "vtep1", "eth4", "up");
      eventually(database, "eth4", "list-ports", "vtep1");

      requireRefusal();
    }
  }

  private void requireRefusal() throws IOException {
    Commands.Outcome wrong =
        Commands.attempt(
            Map.of(),
            "ovs-appctl",
            "-t",
            folder.resolve("vtepd.ctl").toString(),
            "dataplane/frame",
            "vtep1",
            "eth1",
            "nonsense");
    assertThat(wrong.exitCode()).isEqualTo(2);
  }

  private void requireReadyAtTheFirstQuestion(int webPort) throws IOException {
    try (WebPeer web = new WebPeer(webPort)) {
      assertThat(web.page("/readyz").body()).contains("database ok\n");
    }
    assertThat(tell("vtepd/show")).containsPattern("^version \"vtepd [^ ]+\"  state READY  up ");
  }

  /** A station behind eth2, one that was told, and one that was told and came: what is shown. */
  private void requireViews(String database) throws IOException {
    assertThat(tell("vtepd/show", "switch", "red"))
        .containsPattern("(?m)^SWITCH +PORT +VLAN +MACS ")
        .containsPattern("(?m)^vtep1 +eth1 +10 +0 ")
        .containsPattern("(?m)^vtep1 +eth2 +0 +1 ")
        .containsPattern("(?m)^198.18.9.9 +down +1 +no$");
    vtepctl(database, "add-ucast-remote", "red", STATION, "198.18.9.9");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(tell("vtepd/show", "mac", STATION))
                .containsPattern("(?m)^red +REMOTE +controller +198.18.9.9 +yes +- +[0-9a-f-]{36}$")
                .doesNotContain("LOCAL"));
    tell("dataplane/frame", "vtep1", "eth1", BROADCAST, STATION, "10");
    eventually(database, STATION, "--columns=MAC", "list", "Ucast_Macs_Local");
    assertThat(tell("vtepd/show", "mac", STATION))
        .containsPattern("(?m)^red +LOCAL +learned +\"vtep1 eth1 vlan 10\" +yes +")
        .containsPattern("(?m)^red +REMOTE +controller +198.18.9.9 +no +");
    assertThat(tell("vtepd/show", "tunnels"))
        .containsPattern("(?m)^REMOTE +LOCAL +BFD +BFD_REMOTE +SINCE +FLAPS +MACS +DIAG.* ERROR$")
        .containsPattern("(?m)^198.18.9.9 +198.18.0.1 +down +down +[0-9]+s +- +2 ")
        .contains("\"scripted to be down\"\n");
    vtepctl(database, "del-ucast-remote", "red", STATION);
  }

  /** Traffic and transactions of known number, and what the pages say of them. */
  private void requireMetrics(String database, int webPort) throws IOException {
    try (WebPeer web = new WebPeer(webPort)) {
      String transacts = "vtepd_rpc_seconds_count{method=\"transact\"}";
      String refused = "vtepd_transactions_total{result=\"refused\"}";
      String labels = "{switch=\"vtep1\",port=\"eth1\",vlan=\"10\"}";
      double transactsBefore = web.metric(transacts);
      double refusedBefore = web.metric(refused);
      double bytesBefore = web.metric("vtepd_database_bytes");
      double framesBefore = framesFrom("eth1", database);
      for (int i = 0; i < 5; i++) {
        tell("dataplane/frame", "vtep1", "eth1", BROADCAST, STATION, "10");
        vtepctl(database, "add-ls", "n" + i, "--", "set", "Logical_Switch", "n" + i, LONG_TEXT);
      }
      String wrong = "[\"hardware_vtep\",{\"op\":\"insert\",\"table\":\"Nothing\",\"row\":{}}]";
      Commands.run("ovsdb-client", "--timeout=20", "transact", database, wrong);
      assertThat(web.metric(transacts)).isEqualTo(transactsBefore + 6);
      assertThat(web.metric(refused)).isEqualTo(refusedBefore + 1);
      assertThat(web.metric("vtepd_database_rows{table=\"Logical_Switch\"}")).isEqualTo(6);
      assertThat(web.metric("vtepd_database_rows{table=\"Physical_Port\"}")).isEqualTo(3);
      assertThat(web.metric("vtepd_database_bytes")).isGreaterThan(bytesBefore + 5 * 500);
      assertThat(web.metric("vtepd_update_queue_bytes")).isZero();
      assertThat(web.metric("vtepd_tunnel_up{remote=\"198.18.9.9\"}")).isZero();
      assertThat(web.metric("vtepd_macs{origin=\"local\"}")).isEqualTo(1);
      assertThat(web.metric("vtepd_macs{origin=\"remote\"}")).isEqualTo(1);
      assertThat(web.metric("vtepd_ready")).isEqualTo(1);
      assertThat(web.page("/readyz").statusCode()).isEqualTo(200);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> {
            String packets = "vtepd_binding_rx_packets_total" + labels;
            assertThat(web.metric("/metrics/bindings", packets)).isEqualTo(framesBefore + 5);
            assertThat(web.metric("vtepd_log_bytes"))
                .isEqualTo((double) Files.size(folder.resolve("vtep.db")));
          });
    }
  }

  /** What came in by a port's only binding, once its statistics are those of the frames sent. */
  private double framesFrom(String port, String database) throws IOException {
    String uuid = vtepctl(database, "get", "Physical_Port", port, "vlan_stats:10");
    String column = "packets_from_local";
    eventually(database, "2", "get", "Logical_Binding_Stats", uuid, column);
    return Double.parseDouble(vtepctl(database, "get", "Logical_Binding_Stats", uuid, column));
  }

  /** They take both processors while they start. */
  @Test
  @Tag("alone")
  void aThousandVtepsAreAThousandSwitches() throws IOException {
    List<Path> tenths =
        IntStream.rangeClosed(1, 10).mapToObj(n -> socket("vtep" + n * COUNT / 10)).toList();
    try (Program _ = start(tenths, "--count=" + COUNT)) {
      assertThat(tell("dataplane/list").lines()).hasSize(COUNT);
      for (int number : new int[] {1, COUNT / 2, COUNT}) {
        String name = "vtep" + number;
        String database = "unix:" + socket(name);
        assertThat(vtepctl(database, "list-ps")).isEqualTo(name);
        assertThat(vtepctl(database, "get", "Physical_Switch", name, "tunnel_ips"))
            .isEqualTo("[\"198.18.%d.%d\"]".formatted(number >> 8, number & 0xff));
        eventually(database, "eth48", "list-ports", name);
        vtepctl(database, "add-ls", "red", "--", "bind-ls", name, "eth1", "0", "red");
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(tell("dataplane/show", name)).contains("binding eth1"));
        tell("dataplane/frame", name, "eth1", BROADCAST, STATION);
        eventually(database, STATION, "list-local-macs", "red");
        assertThat(dialled(database)).contains(name);
      }
      String untouched = "unix:" + socket("vtep2");
      assertThat(vtepctl(untouched, "list-ls")).isEmpty();
      assertThat(Commands.run("ovsdb-client", "dump", untouched, "Global"))
          .isNotEqualTo(Commands.run("ovsdb-client", "dump", "unix:" + socket("vtep1"), "Global"));
    }
  }
}
