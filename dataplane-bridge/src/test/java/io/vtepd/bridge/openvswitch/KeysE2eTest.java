package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.desired.ProblemLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tunnel keys that come, go, change and collide between two hosts while guests talk. */
@Tag("system")
class KeysE2eTest {

  private HostPair hosts;
  private VtepHost left;
  private VtepHost right;
  private Namespace red;
  private Namespace blue;

  /** Red has a neighbour on the left and a guest on the right; blue has a guest on each side. */
  @BeforeEach
  void setUp() throws Exception {
    hosts = HostPair.start();
    left = hosts.left();
    right = hosts.right();
    red = left.addGuest("red1", "p1", "02:00:00:00:00:01", "10.0.0.1/24");
    left.addGuest("red2", "p2", "02:00:00:00:00:02", "10.0.0.2/24");
    blue = left.addGuest("blue1", "p3", "02:00:00:00:00:01", "10.0.0.1/24");
    right.addGuest("red3", "p1", "02:00:00:00:00:03", "10.0.0.3/24");
    right.addGuest("blue3", "p3", "02:00:00:00:00:03", "10.0.0.3/24");
    left.addLogicalSwitch("red", 0, "p1/0", "p2/0");
    right.addLogicalSwitch("red", 0, "p1/0");
    left.addLogicalSwitch("blue", 0, "p3/0");
    right.addLogicalSwitch("blue", 0, "p3/0");
  }

  @AfterEach
  void tearDown() throws Exception {
    hosts.close();
  }

  private static void setKey(VtepHost host, String logicalSwitch, String value) {
    host.vtepCtl("set", "Logical_Switch", logicalSwitch, "tunnel_key=" + value);
    host.awaitSettled();
  }

  @Test
  void goesOnLocallyWithoutAKeyAndFollowsOneThatComesAndGoes() throws Exception {
    hosts.flood("red");
    left.vtepCtl("add-ucast-remote", "red", "02:00:00:00:00:03", right.tunnelIp());
    eventually("locally", () -> red.pings("10.0.0.2"));
    assertThat(red.pings("10.0.0.3")).as("no network yet").isFalse();
    Process local = red.start("ping", "-i", "0.01", "-c", "300", "-q", "10.0.0.2");
    for (String key : new String[] {"1", "0", "1", "16777215", "16777216", "[]", "7"}) {
      setKey(left, "red", key);
      setKey(right, "red", key);
      if (key.equals("0") || key.equals("16777216") || key.equals("[]")) {
        eventually("no tunnel with " + key, () -> !left.flows().contains("tun_id"));
      } else {
        eventually("key " + key, () -> red.pings("10.0.0.3"));
      }
    }
    assertThat(Namespace.output(local)).contains("300 packets transmitted, 300 received");
  }

  @Test
  void leavesALaterLogicalSwitchOutThatWantsAKeyWhichIsTaken() throws Exception {
    hosts.flood("red");
    hosts.flood("blue");
    setKey(left, "red", "5");
    setKey(right, "red", "5");
    eventually("red", () -> red.pings("10.0.0.3"));
    try (LogLines log = LogLines.of(ProblemLog.class)) {
      setKey(left, "blue", "5");
      assertThat(red.pings("10.0.0.3")).as("who came first goes on").isTrue();
      assertThat(blue.pings("10.0.0.3")).as("blue has no tunnel").isFalse();
      eventually(
          "fault",
          () -> left.rows("Physical_Switch", "switch_fault_status").contains("unspecified_fault"));
      setKey(left, "blue", "6");
      setKey(right, "blue", "6");
      eventually("blue", () -> blue.pings("10.0.0.3"));
      eventually("cleared", () -> left.rows("Physical_Switch", "switch_fault_status").isEmpty());
      assertThat(log.lines())
          .as("the reason, and the end")
          .anyMatch(
              line -> line.matches("event=problem bridge=vtep1 text=.*\\b5\\b.* kind=key-conflict"))
          .anyMatch(line -> line.startsWith("event=solved bridge=vtep1 text="));
    }
    assertThat(red.pings("10.0.0.3")).isTrue();
  }

  @Test
  void takesTheKeysOfLocatorsForALogicalSwitchWithoutOne() throws Exception {
    for (VtepHost host : new VtepHost[] {left, right}) {
      String far = host == left ? right.tunnelIp() : left.tunnelIp();
      setKey(host, "red", "[]");
      setKey(host, "blue", "[]");
      addFlood(host, "red", far, 300);
      addFlood(host, "blue", far, 400);
    }
    eventually("red", () -> red.pings("10.0.0.3"));
    eventually("blue", () -> blue.pings("10.0.0.3"));
    assertThat(left.flows())
        .contains("set_field:0x12c->tun_id")
        .contains("set_field:0x190->tun_id");
    setKey(left, "red", "301");
    eventually("the logical switch's key goes first", () -> !red.pings("10.0.0.3"));
    setKey(right, "red", "301");
    eventually("on both sides", () -> red.pings("10.0.0.3"));
  }

  /** With a locator that has a key, which vtep-ctl's own commands cannot say. */
  private static void addFlood(VtepHost host, String logicalSwitch, String far, int key) {
    host.vtepCtl(
        "--id=@l",
        "create",
        "Physical_Locator",
        "encapsulation_type=vxlan_over_ipv4",
        "dst_ip=\"" + far + "\"",
        "tunnel_key=" + key,
        "--",
        "--id=@s",
        "create",
        "Physical_Locator_Set",
        "locators=@l",
        "--",
        "create",
        "Mcast_Macs_Remote",
        "MAC=unknown-dst",
        "logical_switch=" + host.rows("Logical_Switch", "_uuid", "name=" + logicalSwitch),
        "locator_set=@s");
  }
}
