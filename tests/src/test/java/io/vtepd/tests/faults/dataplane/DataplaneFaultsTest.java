package io.vtepd.tests.faults.dataplane;

import static io.vtepd.tests.faults.dataplane.FaultRun.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.lab.topology.HostProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of the data plane's design, under traffic, on one gateway. */
@Tag("system")
@Tag("alone")
@Timeout(120)
class DataplaneFaultsTest {

  private static final Contents CONTENTS = new Contents("red", 100, 3000);
  private static final Contents OTHERS = new Contents("green", 100, 2000);
  private static final FaultTable TABLE = new FaultTable();

  @TempDir private static Path folder;
  private static GatewayLab lab;
  private static FaultRun faults;

  @BeforeAll
  static void build() throws Exception {
    lab = GatewayLab.build(folder);
    faults = new FaultRun(lab, TABLE);
    lab.on(
        "hv", "ovs-ofctl", "add-flow", "s1", "in_port=1,actions=set_field:100->tun_id,output:10");
    lab.on("hv", "ovs-ofctl", "add-flow", "s1", "in_port=10,tun_id=100,actions=output:1");
    lab.vtepctl("add-ps", "s2", "--", "set", "Physical_Switch", "s2", "tunnel_ips=192.168.2.20");
    eventually("ports", () -> lab.vtepctl("list-ports", "s2").contains("s2-eth2"));
    CONTENTS.write(lab);
    lab.on("near", "ip", "neigh", "add", lab.ip("far"), "lladdr", lab.mac("far"), "dev", "eth0");
    lab.on("far", "ip", "neigh", "add", lab.ip("near"), "lladdr", lab.mac("near"), "dev", "eth0");
    eventually("flows", () -> SwitchState.of(lab).flows().size() > CONTENTS.stations());
  }

  @AfterAll
  static void tearDown() throws Exception {
    System.out.println(TABLE);
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void vtepdIsKilled() throws Exception {
    faults.strikeInVain(
        "vtepd killed",
        () -> {
          lab.kill(HostProcess.VTEPD);
          lab.start(HostProcess.VTEPD);
        });
  }

  @Test
  void theSwitchIsKilled() throws Exception {
    faults.strike(
        "ovs-vswitchd killed",
        () -> {
          lab.kill(HostProcess.OVS_VSWITCHD);
          lab.start(HostProcess.OVS_VSWITCHD);
        });
  }

  @Test
  void theSwitchesDatabaseIsKilled() throws Exception {
    faults.strikeInVain(
        "its ovsdb-server killed",
        () -> {
          lab.kill(HostProcess.OVSDB_SERVER);
          lab.start(HostProcess.OVSDB_SERVER);
        });
  }

  @Test
  void theSwitchAndItsDatabaseAreKilled() throws Exception {
    faults.strike(
        "both killed",
        () -> {
          lab.kill(HostProcess.OVSDB_SERVER, HostProcess.OVS_VSWITCHD);
          lab.start(HostProcess.OVSDB_SERVER, HostProcess.OVS_VSWITCHD);
        });
  }

  @Test
  void allThreeAreKilled() throws Exception {
    faults.strike(
        "both and vtepd killed",
        () -> {
          lab.kill(HostProcess.OVSDB_SERVER, HostProcess.OVS_VSWITCHD, HostProcess.VTEPD);
          lab.start(HostProcess.OVSDB_SERVER, HostProcess.OVS_VSWITCHD, HostProcess.VTEPD);
        });
  }

  @Test
  void theBridgeIsDeletedAndMadeAgain() throws Exception {
    faults.strike(
        "bridge deleted, made again",
        () -> {
          lab.vsctl("del-br", "s2");
          lab.vsctl("add-br", "s2", "--", "set", "Bridge", "s2", "datapath_type=netdev");
          addPort("s2-eth2", 2);
          addPort("s2-eth1", 1);
        });
  }

  private static void addPort(String port, int ofport) throws Exception {
    String request = "ofport_request=" + ofport;
    lab.vsctl("add-port", "s2", port, "--", "set", "Interface", port, request);
  }

  @Test
  void flowsAreDeletedOneByOne() throws Exception {
    faults.strike(
        "flows deleted one by one",
        () -> {
          lab.ofctl("del-flows", "s2", "table=80,dl_dst=" + lab.mac("far"));
          lab.ofctl("del-flows", "s2", "table=10,tun_id=100");
          lab.ofctl("--strict", "del-flows", "s2", "table=60,priority=0");
          lab.ofctl("del-flows", "s2", "table=0,in_port=1");
        });
  }

  @Test
  void allFlowsAreDeleted() throws Exception {
    faults.strike("all flows deleted", () -> lab.ofctl("del-flows", "s2"));
  }

  @Test
  void allGroupsAreDeleted() throws Exception {
    faults.strike("all groups deleted", () -> lab.ofctl("del-groups", "s2"));
  }

  @Test
  void portsAreDeleted() throws Exception {
    String tunnel = "vxc0a8010a";
    assertThat(lab.vsctl("list-ports", "s2")).contains(tunnel);
    faults.strike("the tunnel's port deleted", () -> lab.vsctl("del-port", "s2", tunnel));
    faults.strike("all tunnels' ports deleted", lab::deleteTunnelPorts);
    faults.strike(
        "a bound port deleted, added",
        () -> {
          lab.vsctl("del-port", "s2", "s2-eth1");
          addPort("s2-eth1", 1);
        });
  }

  @Test
  void aPortsLinkGoesDown() throws Exception {
    faults.strike(
        "a port's link down, up",
        () -> {
          lab.on("gw", "ip", "link", "set", "s2-eth1", "down");
          eventually("seen", () -> linkState("s2-eth1").equals("down"));
          lab.on("gw", "ip", "link", "set", "s2-eth1", "up");
        });
  }

  private static String linkState(String port) throws Exception {
    return lab.vsctl("get", "Interface", port, "link_state").strip();
  }

  @Test
  void theUnderlayIsCut() throws Exception {
    String locator = uuid("Physical_Locator", "dst_ip=" + lab.underlay("hv"));
    String tunnel = uuid("Tunnel", "remote=" + locator);
    setBfd(tunnel, true);
    eventually("BFD is up", () -> bfdState(tunnel).equals("up"));
    int flaps = flaps();
    faults.strike(
        "underlay cut, BFD on",
        () -> {
          lab.on("net", "ip", "link", "set", "p1", "down");
          eventually("BFD is down", () -> bfdState(tunnel).equals("down"));
          lab.on("net", "ip", "link", "set", "p1", "up");
          eventually("BFD is up", () -> bfdState(tunnel).equals("up"));
          eventually("down and up are counted", () -> flaps() >= flaps + 2);
        });
    setBfd(tunnel, false);
  }

  /** The metric; 0 if there is none. */
  private static int flaps() throws Exception {
    String url = "http://127.0.0.1:9640/metrics";
    String read = "import urllib.request as u; print(u.urlopen('" + url + "').read().decode())";
    String metrics = lab.on("gw", "python3", "-c", read);
    String series = "vtepd_tunnel_flaps_total{remote=\"" + lab.underlay("hv") + "\"} ";
    return metrics
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToInt(line -> Integer.parseInt(line.substring(series.length())))
        .sum();
  }

  private static String uuid(String table, String condition) throws Exception {
    return lab.vtepctl("--bare", "--columns=_uuid", "find", table, condition).strip();
  }

  private static void setBfd(String tunnel, boolean enabled) throws Exception {
    String enable = "enable=" + enabled;
    lab.on("hv", "ovs-vsctl", "set", "Interface", "vx10", "bfd:" + enable, "bfd:min_rx=100");
    lab.vtepctl("set", "Tunnel", tunnel, "bfd_params:" + enable, "bfd_params:min_rx=100");
  }

  private static String bfdState(String tunnel) throws Exception {
    return lab.vtepctl("--if-exists", "get", "Tunnel", tunnel, "bfd_status:state").strip();
  }

  @Test
  void oneFlowAmongThousandsIsRefused() throws Exception {
    SwitchState before = SwitchState.of(lab);
    long flows = before.flows().stream().filter(flow -> flow.contains("table=80,")).count();
    faults.strike(
        "one flow of all refused",
        () -> {
          limitFlows(flows - 1);
          lab.ofctl("del-flows", "s2");
          eventually("fault", () -> switchFaults().contains("mac_table_exhaustion"));
          assertThat(SwitchState.of(lab).flows()).hasSize(before.flows().size() - 1);
          lab.vsctl("clear", "Bridge", "s2", "flow_tables");
        });
    assertThat(switchFaults()).isEqualTo("[]");
  }

  private static void limitFlows(long limit) throws Exception {
    String[] table = {"--id=@t", "create", "Flow_Table", "flow_limit=" + limit};
    String[] bridge = {"overflow_policy=refuse", "--", "set", "Bridge", "s2", "flow_tables:80=@t"};
    lab.vsctl(Stream.of(table, bridge).flatMap(Stream::of).toArray(String[]::new));
  }

  private static String switchFaults() throws Exception {
    return lab.vtepctl("get", "Physical_Switch", "s2", "switch_fault_status").strip();
  }

  /** For how long it is gone changes nothing: nothing of the state has a time. */
  @Test
  void theControllerIsGoneAndComesBackWithOtherContents() throws Exception {
    String controller = "ovsdb-client monitor tcp:192.168.2.20:6632 hardware_vtep ALL";
    faults.strikeInVain(
        "controller gone",
        () -> lab.on("net", "sh", "-c", "timeout -s KILL 1 " + controller + "; test $? = 137"));
    faults.strikeInVain(
        "back with other contents", () -> replace(CONTENTS, OTHERS), () -> isDone(OTHERS));
    faults.strikeInVain(
        "and with the first ones", () -> replace(OTHERS, CONTENTS), () -> isDone(CONTENTS));
  }

  private static void replace(Contents old, Contents now) throws Exception {
    now.write(lab);
    eventually("nothing local refers to " + old, () -> old.tryForget(lab));
  }

  private static boolean isDone(Contents contents) throws Exception {
    SwitchState now = SwitchState.of(lab);
    return now.flows().stream().filter(flow -> flow.contains("table=80, priority=10")).count()
            == contents.stations() + 1
        && now.reports().stream().filter(row -> row.startsWith("unknown-dst,")).count() == 2;
  }

  @Test
  void theDatabaseIsReplaced() throws Exception {
    SwitchState first = SwitchState.of(lab);
    Path firstFile = folder.resolve("first.db");
    Path firstBackup = folder.resolve("first.backup");
    Files.copy(lab.database(), firstFile);
    Files.writeString(
        firstBackup, lab.on("gw", "ovsdb-client", "backup", server(), "hardware_vtep"));
    replace(CONTENTS, OTHERS);
    eventually("the others", () -> isDone(OTHERS));
    SwitchState others = SwitchState.of(lab);
    Path othersFile = folder.resolve("others.db");
    Files.copy(lab.database(), othersFile);
    faults.strikeInVain("other database file", () -> exchange(firstFile), () -> is(first));
    faults.strikeInVain("and back", () -> exchange(othersFile), () -> is(others));
    // Its rows have other UUIDs than before: ovsdb-client restores contents, not identities.
    faults.strikeInVain(
        "restored while running", () -> restore(firstBackup), () -> isDone(CONTENTS));
  }

  private static boolean is(SwitchState state) throws Exception {
    return SwitchState.of(lab).equals(state);
  }

  private static String server() {
    return "unix:" + lab.gateway().vtepSocket();
  }

  private static void exchange(Path file) throws Exception {
    lab.kill(HostProcess.VTEPD);
    Files.copy(file, lab.database(), StandardCopyOption.REPLACE_EXISTING);
    lab.start(HostProcess.VTEPD);
  }

  private static void restore(Path backup) throws Exception {
    String command = "ovsdb-client restore " + server() + " hardware_vtep < " + backup;
    lab.on("gw", "sh", "-c", command);
  }
}
