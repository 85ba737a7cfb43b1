package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One host: what is reported, what is repaired, and what is left alone. */
@Tag("system")
class SingleSwitchE2eTest {

  private static final String MAC = "02:00:00:00:00:01";

  private VtepHost host;

  @BeforeEach
  void setUp() throws Exception {
    host = VtepHost.create(1);
  }

  @AfterEach
  void tearDown() throws Exception {
    host.close();
  }

  private Namespace boundGuest() {
    host.startDriver();
    Namespace guest = host.addGuest("a", "p1", MAC, "10.0.0.1/24");
    host.addLogicalSwitch("red", 100, "p1/0");
    host.awaitSettled();
    return guest;
  }

  /** Sends a broadcast, which nobody answers. */
  private static void speak(Namespace guest) throws Exception {
    guest.start("ping", "-c", "1", "-W", "0.1", "10.0.0.99").waitFor();
  }

  private boolean isReported(String mac) {
    return host.rows("Ucast_Macs_Local", "MAC").contains(mac);
  }

  private void learn(Namespace guest) {
    eventually(
        "learned",
        () -> {
          speak(guest);
          return isReported(MAC);
        });
  }

  @Test
  void forgetsAStationThatIsSilent() throws Exception {
    host.withMacAge(2);
    learn(boundGuest());
    // A guest is never quite silent: its kernel's IPv6 may make the switch learn it once more.
    eventually("aged", () -> !isReported(MAC) && !host.flows().contains("table=65, hard"));
  }

  @Test
  void takesTheControllersWordWhenItIsNewer() throws Exception {
    Namespace guest = boundGuest();
    learn(guest);
    // Once more if need be: a guest is never quite silent, its kernel's IPv6 may speak after us.
    eventually(
        "the local row goes",
        () -> {
          host.vtepCtl("del-ucast-remote", "red", MAC);
          host.vtepCtl("add-ucast-remote", "red", MAC, "10.9.0.7");
          return !isReported(MAC) && !host.flows().contains("table=65, hard");
        });
    eventually("the remote one holds", () -> host.flows().contains("table=80, priority=10"));
    learn(guest);
    assertThat(host.flows()).contains("table=65, hard");
  }

  @Test
  void reportsAStationAtTheBindingWhereItWasSeenLast() throws Exception {
    learn(boundGuest());
    Namespace other = host.addGuest("b", "p2", MAC, "10.0.0.1/24");
    host.bind("red", "p2/0");
    host.awaitSettled();
    String row = host.rows("Ucast_Macs_Local", "_uuid");
    eventually(
        "moved",
        () -> {
          speak(other);
          return host.flows().contains("dl_dst=" + MAC + " actions=set_field:0x2000->reg2");
        });
    assertThat(host.rows("Ucast_Macs_Local", "_uuid")).isEqualTo(row);
    host.vtepCtl("unbind-ls", host.bridge(), "p2", "0");
    eventually("gone with its binding", () -> !isReported(MAC));
  }

  @Test
  void leavesNothingThatKeepsALogicalSwitchFromBeingDeleted() throws Exception {
    learn(boundGuest());
    eventually("unknown-dst", () -> host.rows("Mcast_Macs_Local", "MAC").contains("unknown-dst"));
    host.vtepCtl("unbind-ls", host.bridge(), "p1", "0");
    eventually(
        "no local rows",
        () ->
            host.rows("Mcast_Macs_Local", "MAC").isEmpty()
                && host.rows("Ucast_Macs_Local", "MAC").isEmpty());
    host.vtepCtl("del-ls", "red");
    assertThat(host.rows("Physical_Locator", "dst_ip")).isEmpty();
    eventually("no flows", () -> !host.flows().contains("metadata"));
  }

  @Test
  void putsBackWhatSomebodyRemovedByHand() throws Exception {
    boundGuest();
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.7");
    eventually("flooding", () -> host.flows().contains("table=100, priority=10"));
    host.awaitSettled();
    String flows = host.flows();
    String target = host.ovs().target(host.bridge());
    host.ovs().ofctl("del-flows", target, "table=100");
    eventually("one table", () -> host.flows().equals(flows));
    host.ovs().ofctl("mod-flows", target, "table=130,actions=drop");
    eventually("changed flows", () -> host.flows().equals(flows));
    host.ovs().ofctl("del-flows", target);
    eventually("all flows", () -> host.flows().equals(flows));
    host.ovs().ofctl("add-flow", target, "table=200,cookie=0x7674000000000009,actions=drop");
    eventually("a flow in our name", () -> host.flows().equals(flows));
    host.ovs().ofctl("add-flow", target, "table=200,cookie=0x9,actions=drop");
    host.ovs().vsctl("del-port", "vx0a090007");
    eventually("the tunnel", () -> host.ovs().vsctl("list-ports", host.bridge()).contains("vx"));
    eventually("somebody else's flow stays", () -> host.flows().contains("cookie=0x9"));
  }

  @Test
  void comesBackWithFlowsAndGroupsWhenSomebodyChangesTheFailMode() throws Exception {
    boundGuest();
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.7");
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.8");
    eventually("group", () -> host.flows().contains("actions=resubmit(,110),group:"));
    host.awaitSettled();
    String flows = host.flows();
    host.ovs().vsctl("set-fail-mode", host.bridge(), "standalone");
    eventually(
        "secure", () -> host.ovs().vsctl("get-fail-mode", host.bridge()).trim().equals("secure"));
    eventually("flows", () -> host.flows().equals(flows));
    assertThat(host.ovs().ofctl("dump-groups", host.ovs().target(host.bridge()))).contains("ff");
    host.ovs().ofctl("del-flows", host.ovs().target(host.bridge()));
    host.ovs().ofctl("del-groups", host.ovs().target(host.bridge()));
    eventually("flows again", () -> host.flows().equals(flows));
  }

  @Test
  void putsGroupsRightThatSomebodyChangedByHand() throws Exception {
    boundGuest();
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.7");
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.8");
    eventually("group", () -> host.flows().contains("actions=resubmit(,110),group:"));
    host.awaitSettled();
    String flows = host.flows();
    String groups = host.groups();
    String target = host.ovs().target(host.bridge());
    String id = groups.replaceAll("(?s).*group_id=(\\d+),.*", "$1");
    host.ovs().ofctl("mod-group", target, "group_id=" + id + ",type=ff");
    eventually("changed", () -> host.groups().equals(groups));
    host.ovs()
        .ofctl(
            "insert-buckets",
            target,
            "group_id=" + id + ",command_bucket_id=first,bucket=bucket_id:99,actions=output:1");
    eventually("another bucket", () -> host.groups().equals(groups));
    // 0x76abcdef: one in our name.
    host.ovs().ofctl("add-group", target, "group_id=1990970863,type=all,bucket=output:1");
    eventually("in our name", () -> host.groups().equals(groups));
    host.ovs().ofctl("del-groups", target);
    eventually("deleted", () -> host.groups().equals(groups) && host.flows().equals(flows));
    host.ovs().ofctl("add-group", target, "group_id=7,type=all,bucket=output:1");
    host.ovs().ofctl("mod-group", target, "group_id=" + id + ",type=ff");
    eventually("changed again", () -> host.groups().contains("group_id=" + id + ",type=ff,bucket"));
    assertThat(host.groups()).as("somebody else's").contains("group_id=7");
  }

  @Test
  void removesWhatItLeftOnABridgeThatIsNoPhysicalSwitchAnyMore() throws Exception {
    boundGuest();
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.7");
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.8");
    eventually("group", () -> host.flows().contains("actions=resubmit(,110),group:"));
    host.awaitSettled();
    host.stopDriver();
    String target = host.ovs().target(host.bridge());
    host.ovs().ofctl("add-flow", target, "table=0,cookie=0x9,actions=drop");
    host.ovs().ofctl("add-group", target, "group_id=7,type=all,bucket=output:1");
    host.vtepCtl("set", "Physical_Switch", host.bridge(), "name=other");
    host.startDriver();
    eventually("no flows of ours", () -> !host.flows().contains("cookie=0x7674"));
    eventually("no tunnels", () -> !host.ovs().vsctl("show").contains("vx0a09"));
    eventually("no groups of ours", () -> host.groups().lines().count() == 2);
    assertThat(host.flows()).contains("cookie=0x9");
    assertThat(host.groups()).contains("group_id=7");
    assertThat(host.ovs().vsctl("list-ports", host.bridge())).contains("p1");
    host.vtepCtl("set", "Physical_Switch", "other", "name=" + host.bridge());
    eventually("all again", () -> host.flows().contains("actions=resubmit(,110),group:"));
    host.vtepCtl("set", "Physical_Switch", host.bridge(), "name=other");
    eventually("gone while running", () -> !host.flows().contains("cookie=0x7674"));
    eventually("and its groups", () -> host.groups().lines().count() == 2);
  }

  @Test
  void removesAllThatItMadeWithThePhysicalSwitch() throws Exception {
    boundGuest();
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.7");
    eventually(
        "tunnel", () -> host.flows().contains("actions=resubmit(,110),set_field:0x64->tun_id"));
    host.vtepCtl("del-ps", host.bridge());
    eventually("no flows", () -> !host.flows().contains("cookie=0x7674"));
    eventually("no tunnel", () -> !host.ovs().vsctl("show").contains("vx0a090007"));
    eventually("no rows", () -> host.rows("Mcast_Macs_Local", "MAC").isEmpty());
    host.vtepCtl("add-ps", host.bridge());
    host.vtepCtl("set", "Physical_Switch", host.bridge(), "tunnel_ips=" + host.tunnelIp());
    host.bind("red", "p1/0");
    eventually(
        "tunnel again",
        () -> host.flows().contains("actions=resubmit(,110),set_field:0x64->tun_id"));
  }

  @Test
  void followsABridgeThatIsDeletedAndMadeAgain() throws Exception {
    boundGuest();
    String port = host.rows("Physical_Port", "_uuid");
    host.ovs().vsctl("del-br", host.bridge());
    host.ovs().addBridge(host.bridge());
    host.ovs().vsctl("add-port", host.bridge(), "p1");
    eventually("flows", () -> host.flows().contains("table=130, priority=10"));
    assertThat(host.rows("Physical_Port", "_uuid")).isEqualTo(port);
  }

  @Test
  void marksAFaultForABindingOfAMissingPortAndDropsTheRowInTheEnd() throws Exception {
    host.withPortHold(3_000);
    boundGuest();
    host.ovs().vsctl("del-port", host.bridge(), "p1");
    eventually(
        "fault",
        () -> host.rows("Physical_Port", "port_fault_status").contains("invalid_vlan_map"));
    host.ovs().vsctl("add-port", host.bridge(), "p1");
    eventually("cleared", () -> host.rows("Physical_Port", "port_fault_status").isEmpty());
    host.ovs().vsctl("del-port", host.bridge(), "p1");
    eventually("dropped", () -> host.rows("Physical_Port", "name").isEmpty());
  }

  @Test
  void marksAFaultWhileABindingHasAsManyStationsAsItMay() throws Exception {
    host.withMacLimit(1);
    Namespace guest = boundGuest();
    learn(guest);
    eventually("fault", () -> switchFaults().equals("mac_table_exhaustion"));
    host.vtepCtl("unbind-ls", host.bridge(), "p1", "0");
    eventually("cleared", () -> switchFaults().isEmpty());
  }

  @Test
  void marksAPortThatOpenVswitchCannotOpenAndAPortRowThatIsHeld() throws Exception {
    host.startDriver();
    host.ovs().vsctl("--no-wait", "add-port", host.bridge(), "p1");
    eventually(
        "no such device",
        () -> host.rows("Physical_Port", "port_fault_status").equals("unspecified_fault"));
    host.ovs().vsctl("del-port", host.bridge(), "p1");
    host.addPort(host.bridge(), "p1");
    eventually("there", () -> host.rows("Physical_Port", "port_fault_status").isEmpty());
    host.ovs().vsctl("del-port", host.bridge(), "p1");
    eventually(
        "held", () -> host.rows("Physical_Port", "port_fault_status").equals("unspecified_fault"));
    assertThat(host.rows("Physical_Port", "name")).isEqualTo("p1");
  }

  @Test
  void leavesOutAFlowThatTheSwitchRefusesAndInstallsTheRest() throws Exception {
    boundGuest();
    host.ovs()
        .vsctl(
            "--id=@t",
            "create",
            "Flow_Table",
            "flow_limit=3",
            "overflow_policy=refuse",
            "--",
            "set",
            "Bridge",
            host.bridge(),
            "flow_tables:80=@t");
    for (int i = 0; i < 5; i++) {
      host.vtepCtl("add-ucast-remote", "red", "02:00:00:00:01:0" + i, "10.9.0.7");
    }
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.7");
    eventually("fault", () -> switchFaults().equals("mac_table_exhaustion"));
    assertThat(host.flows()).contains("table=100, priority=10");
    host.ovs().vsctl("clear", "Bridge", host.bridge(), "flow_tables");
    eventually("cleared", () -> switchFaults().isEmpty());
    assertThat(host.flows().lines().filter(line -> line.contains("table=80, priority=10")))
        .hasSize(5);
  }

  @Test
  void floodsToOneLivingServiceNodeOrToAllWhenTheSourceReplicates() throws Exception {
    boundGuest();
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.7");
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.8");
    eventually("group", () -> host.flows().contains("actions=resubmit(,110),group:"));
    String groups = host.ovs().ofctl("dump-groups", host.ovs().target(host.bridge()));
    assertThat(groups).contains("type=ff").contains("watch_port");
    host.vtepCtl("set", "Logical_Switch", "red", "replication_mode=source_node");
    eventually("all", () -> host.flows().matches("(?s).*table=100, .*output:\\d+,output:\\d+.*"));
    eventually(
        "no group",
        () ->
            !host.ovs()
                .ofctl("dump-groups", host.ovs().target(host.bridge()))
                .contains("group_id"));
  }

  /**
   * What leaves the switch on a wire is a physical port; what a controller may not bind is none.
   */
  @Test
  void reportsPortsWithAWireAndMarksABindingOfOneWithout() throws Exception {
    boundGuest();
    host.ovs().addBridge("other");
    for (String port :
        new String[] {
          "int1 type=internal",
          "patch1 type=patch options:peer=patch2",
          "gre1 type=gre options:remote_ip=10.9.0.98",
          "geneve1 type=geneve options:remote_ip=10.9.0.98",
          "vx1 type=vxlan options:remote_ip=10.9.0.98"
        }) {
      addPort(host.bridge(), port.split(" "));
    }
    addPort("other", "patch2", "type=patch", "options:peer=patch1");
    host.namespace().link("member1", host.namespace(), "member2");
    host.ovs().vsctl("add-bond", host.bridge(), "bond1", "member1", "member2");
    addPort(host.bridge(), "tap1", "type=tap");
    eventually("the last of them", () -> ports().contains("tap1"));
    assertThat(ports().lines()).containsExactlyInAnyOrder("p1", "tap1");

    for (String port : new String[] {"int1", "patch1", "vx1", "bond1", "member1"}) {
      host.vtepCtl("add-port", host.bridge(), port);
      host.vtepCtl("bind-ls", host.bridge(), port, "0", "red");
      eventually(
          port,
          () ->
              host.rows("Physical_Port", "port_fault_status", "name=" + port)
                  .contains("invalid_vlan_map"));
    }
    host.awaitSettled();
    assertThat(host.flows().lines().filter(line -> line.contains("table=30,")))
        .as("bindings that are served, and the way on")
        .hasSize(2);
  }

  private void addPort(String bridge, String... words) {
    List<String> command = new ArrayList<>(List.of("add-port", bridge, words[0], "--"));
    command.addAll(List.of("set", "interface", words[0]));
    command.addAll(List.of(words).subList(1, words.length));
    host.ovs().vsctl(command.toArray(String[]::new));
  }

  private String ports() {
    return host.rows("Physical_Port", "name").replaceAll("\n+", "\n");
  }

  @Test
  void touchesNeitherOtherBridgesNorOtherPorts() throws Exception {
    boundGuest();
    host.ovs().addBridge("other");
    host.ovs().ofctl("add-flow", host.ovs().target("other"), "priority=7,actions=drop");
    host.ovs()
        .vsctl(
            "add-port",
            host.bridge(),
            "vx9",
            "--",
            "set",
            "interface",
            "vx9",
            "type=vxlan",
            "options:remote_ip=10.9.0.99");
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.7");
    eventually("tunnel", () -> host.ovs().vsctl("show").contains("vx0a090007"));
    host.vtepCtl("del-mcast-remote", "red", "unknown-dst", "10.9.0.7");
    eventually("no tunnel", () -> !host.ovs().vsctl("show").contains("vx0a090007"));
    assertThat(host.ovs().vsctl("show")).contains("vx9");
    assertThat(host.ovs().ofctl("--no-stats", "dump-flows", host.ovs().target("other")))
        .contains("priority=7 actions=drop");
  }

  /**
   * A bridge of 32,767 ports takes minutes to make, so its refusal is put in Open vSwitch's mouth.
   */
  @Test
  void marksAFaultWhileOpenVswitchHasNoNumberLeftForATunnel() throws Exception {
    boundGuest();
    host.ovs().killVswitchd();
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.7");
    eventually("asked for", () -> host.ovs().vsctl("show").contains("vx0a090007"));
    String words = "could not add network device vx0a090007 to ofproto (No space left on device)";
    host.ovs()
        .vsctl(
            "--no-wait", "set", "Interface", "vx0a090007", "ofport=-1", "error=\"" + words + '"');
    eventually("marked", () -> switchFaults().equals("tunnel_exhaustion"));
    host.ovs().startVswitchd();
    eventually("cleared", () -> switchFaults().isEmpty());
    assertThat(host.ovs().vsctl("get", "Interface", "vx0a090007", "ofport")).isNotEqualTo("-1");
  }

  private String switchFaults() {
    return host.rows("Physical_Switch", "switch_fault_status");
  }

  @Test
  void servesTwoSwitchesOfOneOpenVswitchWithTheSameRemote() throws Exception {
    boundGuest();
    host.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.7");
    host.ovs().addBridge("second");
    host.vtepCtl("add-ps", "second");
    host.vtepCtl("set", "Physical_Switch", "second", "tunnel_ips=10.9.0.200");
    host.addPort("second", "q1");
    eventually("port", () -> host.rows("Physical_Port", "name").contains("q1"));
    host.vtepCtl("bind-ls", "second", "q1", "5", "red");
    eventually("first", () -> host.ovs().vsctl("list-ports", host.bridge()).contains("vx0a090007"));
    eventually("second", () -> host.ovs().vsctl("list-ports", "second").contains("vx0a090007"));
    eventually(
        "both addresses",
        () ->
            host.vtepCtl("list-local-macs", "red").contains("10.9.0.1")
                && host.vtepCtl("list-local-macs", "red").contains("10.9.0.200"));
    host.vtepCtl("del-ps", "second");
    eventually("its tunnel goes", () -> !host.ovs().vsctl("list-ports", "second").contains("vx"));
    eventually(
        "its flows go",
        () ->
            !host.ovs()
                .ofctl("--no-stats", "dump-flows", host.ovs().target("second"))
                .contains("cookie=0x7674"));
    assertThat(host.flows()).contains("cookie=0x7674");
  }
}
