package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two hosts with real packets: each has an Open vSwitch, a database and a driver of its own. */
@Tag("system")
class OpenVswitchE2eTest {

  private static final String LEFT_MAC = "02:00:00:00:00:01";
  private static final String RIGHT_MAC = "02:00:00:00:00:02";

  private HostPair hosts;
  private VtepHost left;
  private VtepHost right;

  @BeforeEach
  void setUp() throws Exception {
    hosts = HostPair.start();
    left = hosts.left();
    right = hosts.right();
  }

  @AfterEach
  void tearDown() throws Exception {
    hosts.close();
  }

  @Test
  void keepsLogicalSwitchesApartWhoseGuestsHaveTheSameAddresses() throws Exception {
    Namespace red1 = left.addGuest("red1", "p1", LEFT_MAC, "10.0.0.1/24");
    Namespace blue1 = left.addGuest("blue1", "p2", LEFT_MAC, "10.0.0.1/24");
    Namespace red2 = right.addGuest("red2", "p1", RIGHT_MAC, "10.0.0.2/24");
    right.addGuest("blue2", "p2", RIGHT_MAC, "10.0.0.2/24");
    hosts.addLogicalSwitch("red", 100, "p1/0");
    left.addLogicalSwitch("blue", 200, "p2/0");
    right.addLogicalSwitch("blue", 200, "p2/0");
    eventually("red pings", () -> red1.pings("10.0.0.2"));
    assertThat(red2.pings("10.0.0.1")).isTrue();
    assertThat(blue1.pings("10.0.0.2")).as("blue has no remote yet").isFalse();
    hosts.flood("blue");
    eventually("blue pings", () -> blue1.pings("10.0.0.2"));

    eventually(
        "one station in each logical switch is reported",
        () -> left.rows("Ucast_Macs_Local", "MAC").lines().filter(LEFT_MAC::equals).count() == 2);
    assertThat(left.rows("Ucast_Macs_Local", "MAC")).doesNotContain(RIGHT_MAC);
    assertThat(left.vtepCtl("list-local-macs", "red"))
        .contains("unknown-dst -> vxlan_over_ipv4/10.9.0.1");
    eventually("the tunnel is reported", () -> !left.rows("Tunnel", "bfd_config_local").isEmpty());
  }

  @Test
  void takesFramesFromEndpointsThatRowsNameAndFromNoOthers() throws Exception {
    Namespace near = left.addGuest("a", "p1", LEFT_MAC, "10.0.0.1/24");
    Namespace far = right.addGuest("b", "p1", RIGHT_MAC, "10.0.0.2/24");
    left.addLogicalSwitch("red", 100, "p1/0");
    right.addLogicalSwitch("red", 100, "p1/0");
    left.vtepCtl("add-mcast-remote", "red", "unknown-dst", "10.9.0.7");
    right.vtepCtl("add-mcast-remote", "red", "unknown-dst", left.tunnelIp());
    eventually("a tunnel to somebody else", () -> left.flows().contains("tun_id=0x64 "));
    try (Capture wire = Capture.start(left.namespace(), "up2", "udp", "port", "4789");
        Capture guest = Capture.start(near, "eth0", "arp")) {
      eventually("it arrives", () -> !far.pings("10.0.0.1") && wire.count("vni 100") > 0);
      assertThat(guest.lines()).isEmpty();
      left.vtepCtl("add-mcast-remote", "red", "unknown-dst", right.tunnelIp());
      eventually("it is taken", () -> far.pings("10.0.0.1") || !guest.lines().isEmpty());
    }
  }

  @Test
  void serveTaggedAndUntaggedBindingsOfOnePortAndHairpins() throws Exception {
    Namespace plain = left.addTaggedGuest("plain", "p1", 0, "02:00:00:00:00:10", "10.0.0.10/24");
    Namespace ten = left.addTaggedGuest("ten", "p1", 10, "02:00:00:00:00:11", "10.0.0.11/24");
    Namespace twenty = left.addTaggedGuest("twenty", "p1", 20, "02:00:00:00:00:12", "10.0.0.12/24");
    Namespace blue = left.addTaggedGuest("blue", "p1", 30, "02:00:00:00:00:13", "10.0.0.13/24");
    Namespace far = right.addGuest("far", "p1", "02:00:00:00:00:20", "10.0.0.20/24");
    left.addLogicalSwitch("red", 100, "p1/0", "p1/10", "p1/20");
    left.addLogicalSwitch("blue", 200, "p1/30");
    right.addLogicalSwitch("red", 100, "p1/0");
    hosts.flood("red");
    eventually("two VLANs of one port", () -> ten.pings("10.0.0.12"));
    eventually("tagged to untagged", () -> twenty.pings("10.0.0.10"));
    eventually("untagged to the other host", () -> plain.pings("10.0.0.20"));
    eventually("the other host to tagged", () -> far.pings("10.0.0.11"));
    assertThat(blue.pings("10.0.0.10")).isFalse();
    assertThat(blue.pings("10.0.0.20")).isFalse();
  }

  @Test
  void losesNoPacketWhenTheDriverIsStoppedAndStarted() throws Exception {
    Namespace guest = left.addGuest("a", "p1", LEFT_MAC, "10.0.0.1/24");
    right.addGuest("b", "p1", RIGHT_MAC, "10.0.0.2/24");
    hosts.addLogicalSwitch("red", 100, "p1/0");
    left.vtepCtl("add-ucast-remote", "red", RIGHT_MAC, right.tunnelIp());
    right.vtepCtl("add-ucast-remote", "red", LEFT_MAC, left.tunnelIp());
    eventually("pings", () -> guest.pings("10.0.0.2"));
    eventually("reported", () -> left.rows("Ucast_Macs_Local", "MAC").contains(LEFT_MAC));
    left.awaitSettled();
    String flows = left.flows();
    String rows = left.rows("Ucast_Macs_Local", "_uuid") + left.rows("Tunnel", "_uuid");

    Process ping = guest.start("ping", "-i", "0.01", "-c", "400", "-q", "10.0.0.2");
    left.stopDriver();
    left.startDriver();
    left.awaitSettled();
    left.stopDriver();
    left.startDriver();
    left.awaitSettled();
    assertThat(Namespace.output(ping)).contains("400 packets transmitted, 400 received");
    assertThat(left.flows()).isEqualTo(flows);
    assertThat(left.rows("Ucast_Macs_Local", "_uuid") + left.rows("Tunnel", "_uuid"))
        .isEqualTo(rows);
  }

  @Test
  void comesBackAfterOpenVswitchWasKilled() throws Exception {
    Namespace guest = left.addGuest("a", "p1", LEFT_MAC, "10.0.0.1/24");
    right.addGuest("b", "p1", RIGHT_MAC, "10.0.0.2/24");
    hosts.addLogicalSwitch("red", 100, "p1/0");
    eventually("pings", () -> guest.pings("10.0.0.2"));
    String ports = left.rows("Physical_Port", "_uuid");
    left.ovs().killVswitchd();
    assertThat(guest.pings("10.0.0.2")).isFalse();
    left.ovs().startVswitchd();
    left.raiseUnderlay();
    eventually("pings again", () -> guest.pings("10.0.0.2"));
    assertThat(left.rows("Physical_Port", "_uuid")).isEqualTo(ports);
  }
}
