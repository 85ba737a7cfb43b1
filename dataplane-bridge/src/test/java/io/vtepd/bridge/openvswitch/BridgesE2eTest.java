package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two hosts: bridges and ports that come, go, move and get other names while guests talk, and
 * tunnel IPs that are shared or several.
 */
@Tag("system")
class BridgesE2eTest {

  private static final String LEFT_MAC = "02:00:00:00:00:01";
  private static final String RIGHT_MAC = "02:00:00:00:00:02";

  private HostPair hosts;
  private VtepHost left;
  private VtepHost right;
  private Namespace near;
  private Namespace far;

  @BeforeEach
  void setUp() throws Exception {
    hosts = HostPair.start();
    left = hosts.left();
    right = hosts.right();
    near = left.addGuest("a", "p1", LEFT_MAC, "10.0.0.1/24");
    far = right.addGuest("b", "p1", RIGHT_MAC, "10.0.0.2/24");
    hosts.addLogicalSwitch("red", 100, "p1/0");
    eventually("pings", () -> near.pings("10.0.0.2"));
  }

  @AfterEach
  void tearDown() throws Exception {
    hosts.close();
  }

  private String faults(String physicalSwitch) {
    return left.rows("Physical_Switch", "switch_fault_status", "name=" + physicalSwitch);
  }

  @Test
  void twoSwitchesWithOneTunnelIpWorkButForTunnelsToOneRemote() throws Exception {
    left.addSwitch("second", left.tunnelIp());
    Namespace other = left.addGuest("c", "second", "q1", "02:00:00:00:00:03", "10.0.0.3/24");
    Namespace same = left.addGuest("d", "second", "q2", "02:00:00:00:00:04", "10.0.0.4/24");
    left.bind("second", "red", "q1/0");
    left.bind("second", "red", "q2/7");
    // The one whose name is the later one, and the one whose port Open vSwitch refuses.
    eventually("said", () -> faults(left.bridge()).equals("unspecified_fault"));
    eventually("refused", () -> faults("second").equals("unspecified_fault"));
    left.vtepCtl("unbind-ls", "second", "q2", "7");
    left.bind("second", "red", "q2/0");
    eventually("within the second one", () -> other.pings("10.0.0.4"));
    assertThat(near.pings("10.0.0.2")).as("the first one goes on").isTrue();
    assertThat(other.pings("10.0.0.2")).as("two ports to one remote are one too many").isFalse();

    left.vtepCtl("set", "Physical_Switch", "second", "tunnel_ips=10.9.0.11");
    left.addAddress("10.9.0.11");
    floodTo("10.9.0.11");
    eventually("over", () -> faults("second").isEmpty() && faults(left.bridge()).isEmpty());
    eventually("an address of its own", () -> other.pings("10.0.0.2"));
    assertThat(near.pings("10.0.0.2")).isTrue();

    // Now the other way round: the one that has the port leaves it to the other one.
    left.vtepCtl("set", "Physical_Switch", "second", "tunnel_ips=" + left.tunnelIp());
    eventually("again", () -> faults(left.bridge()).equals("unspecified_fault"));
    left.vtepCtl("del-ps", left.bridge());
    eventually("taken over", () -> other.pings("10.0.0.2"));
    eventually("no fault", () -> faults("second").isEmpty());
    assertThat(same.pings("10.0.0.2")).isTrue();
    assertThat(left.ovs().vsctl("list-ports", "second")).contains("vx");
  }

  /** Right floods to the left host's second address, too. */
  private void floodTo(String remote) {
    right.vtepCtl("set", "Logical_Switch", "red", "replication_mode=source_node");
    right.vtepCtl("add-mcast-remote", "red", "unknown-dst", remote);
  }

  @Test
  void ofSeveralTunnelIpsAllTakeFramesAndTheFirstSendsUnlessATunnelNamesAnother() throws Exception {
    left.addAddress("10.9.0.11");
    left.vtepCtl("set", "Physical_Switch", left.bridge(), "tunnel_ips=10.9.0.1,10.9.0.11");
    eventually("still", () -> near.pings("10.0.0.2"));
    right.vtepCtl("add-ucast-remote", "red", LEFT_MAC, "10.9.0.11");
    eventually("taken at the other one", () -> arrivedAt("10.9.0.11") > 0);
    eventually("and answered from the first", () -> near.pings("10.0.0.2"));
    assertThat(left.vtepCtl("list-local-macs", "red")).contains("10.9.0.1").doesNotContain(".11");

    left.vtepCtl(
        "--id=@l",
        "create",
        "Physical_Locator",
        "encapsulation_type=vxlan_over_ipv4",
        "dst_ip=10.9.0.11",
        "--",
        "--id=@t",
        "create",
        "Tunnel",
        "local=@l",
        "remote=" + left.rows("Physical_Locator", "_uuid", "dst_ip=10.9.0.2"),
        "bfd_params:enable=false",
        "--",
        "add",
        "Physical_Switch",
        left.bridge(),
        "tunnels",
        "@t");
    right.vtepCtl("del-mcast-remote", "red", "unknown-dst", left.tunnelIp());
    right.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.11");
    eventually("over the other address", () -> near.pings("10.0.0.2"));
    eventually("and back", () -> far.pings("10.0.0.1"));

    left.vtepCtl("set", "Physical_Switch", left.bridge(), "tunnel_ips=10.9.0.11");
    eventually("one port a remote", () -> tunnelPorts().lines().count() == 1);
    eventually(
        "the only one is reported",
        () ->
            left.vtepCtl("list-local-macs", "red")
                .contains("unknown-dst -> vxlan_over_ipv4/10.9.0.11"));
    assertThat(near.pings("10.0.0.2")).isTrue();
  }

  private String tunnelPorts() {
    return left.ovs()
        .vsctl("--bare", "--columns=name", "find", "Interface", "type=vxlan")
        .lines()
        .filter(line -> !line.isBlank())
        .collect(Collectors.joining("\n"));
  }

  /** How many frames came in at that tunnel IP of the left host. */
  private long arrivedAt(String tunnelIp) {
    String[] arguments = {
      "--bare", "--columns=statistics", "find", "Interface", "options:local_ip=" + tunnelIp
    };
    return Stream.of(left.ovs().vsctl(arguments).split("\\s+"))
        .filter(each -> each.startsWith("rx_packets="))
        .mapToLong(each -> Long.parseLong(each.substring(each.indexOf('=') + 1)))
        .sum();
  }

  @Test
  void aPortMovesToAnotherBridgeAndGetsAnotherName() throws Exception {
    left.withPortHold(2_000);
    left.stopDriver();
    left.startDriver();
    left.addSwitch("second", "10.9.0.11");
    left.addAddress("10.9.0.11");
    floodTo("10.9.0.11");
    Process ping = near.start("ping", "-i", "0.05", "-w", "60", "-q", "10.0.0.2");

    left.ovs().vsctl("del-port", left.bridge(), "p1", "--", "add-port", "second", "p1");
    left.bind("second", "red", "p1/0");
    eventually("on the other bridge", () -> near.pings("10.0.0.2"));
    eventually(
        "its station is there, too",
        () ->
            left.rows("Ucast_Macs_Local", "locator", "MAC=\"" + LEFT_MAC + "\"")
                .equals(left.rows("Physical_Locator", "_uuid", "dst_ip=10.9.0.11")));
    eventually("the old row goes", () -> left.vtepCtl("list-ports", left.bridge()).isBlank());

    left.ovs().vsctl("del-port", "second", "p1");
    left.namespace().exec("ip", "link", "set", "p1", "down");
    left.namespace().exec("ip", "link", "set", "p1", "name", "p,1é'=");
    left.namespace().raise("p,1é'=");
    left.ovs().vsctl("add-port", "second", "p,1é'=");
    left.bind("second", "red", "p,1é'=/0");
    eventually("with another name", () -> near.pings("10.0.0.2"));
    eventually(
        "the old name goes", () -> left.vtepCtl("list-ports", "second").strip().equals("p,1é'="));
    ping.destroy();
    ping.onExit().join();
  }

  @Test
  void aBridgeIsMadeAgainWithAnotherNameAndWithItsOwn() throws Exception {
    String[] names = {"tör=\"1\", 'x", left.bridge()};
    String before = left.bridge();
    for (String name : names) {
      left.ovs()
          .vsctl(
              "del-br",
              before,
              "--",
              "add-br",
              name,
              "--",
              "set",
              "Bridge",
              name,
              "datapath_type=netdev",
              "--",
              "add-port",
              name,
              "p1");
      left.vtepCtl("set", "Physical_Switch", before, "name=" + quoted(name));
      eventually("as " + name, () -> near.pings("10.0.0.2"));
      assertThat(left.rows("Physical_Port", "name")).isEqualTo("p1");
      before = name;
    }
    String row = left.rows("Physical_Port", "_uuid");
    left.ovs().vsctl("del-br", before);
    left.ovs().vsctl("add-br", before, "--", "set", "Bridge", before, "datapath_type=netdev");
    left.ovs().vsctl("add-port", before, "p1");
    eventually("made again", () -> near.pings("10.0.0.2"));
    left.ovs()
        .vsctl(
            "del-br",
            before,
            "--",
            "add-br",
            before,
            "--",
            "set",
            "Bridge",
            before,
            "datapath_type=netdev",
            "--",
            "add-port",
            before,
            "p1");
    eventually("made again in one transaction", () -> far.pings("10.0.0.1"));
    assertThat(left.rows("Physical_Port", "_uuid")).isEqualTo(row);
    assertThat(left.rows("Physical_Port", "port_fault_status")).isEmpty();
  }

  /** As vtep-ctl takes any text. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
