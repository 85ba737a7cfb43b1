package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three hosts: whom copies of broadcasts and groups reach, by mode, by row, and by BFD. */
@Tag("system")
class ServiceNodeE2eTest {

  private static final String GROUP = "01:00:5e:01:02:03";

  private static final String OWN = "> " + GROUP + ", ethertype Unknown (0x88b5)";
  private static final String OTHER = "> 01:00:5e:01:02:04, ethertype Unknown (0x88b5)";

  private VtepHost leaf;
  private VtepHost first;
  private VtepHost second;
  private Namespace guest;
  private Namespace ofFirst;
  private Namespace ofSecond;

  @BeforeEach
  void setUp() throws Exception {
    leaf = VtepHost.create(1);
    first = VtepHost.create(2);
    second = VtepHost.create(3);
    leaf.connect(first);
    leaf.connect(second);
    leaf.startDriver();
    first.startDriver();
    second.startDriver();
    guest = leaf.addGuest("a", "p1", "02:00:00:00:00:01", "10.0.0.1/24");
    ofFirst = first.addGuest("b", "p1", "02:00:00:00:00:02", "10.0.0.2/24");
    ofSecond = second.addGuest("c", "p1", "02:00:00:00:00:03", "10.0.0.3/24");
    for (VtepHost host : new VtepHost[] {leaf, first, second}) {
      host.addLogicalSwitch("red", 100, "p1/0");
    }
    leaf.vtepCtl("add-mcast-remote", "red", "unknown-dst", first.tunnelIp());
    first.vtepCtl("add-mcast-remote", "red", "unknown-dst", leaf.tunnelIp());
    second.vtepCtl("add-mcast-remote", "red", "unknown-dst", leaf.tunnelIp());
    eventually("the first node's guest", () -> guest.pings("10.0.0.2"));
  }

  @AfterEach
  void tearDown() throws Exception {
    leaf.close();
    first.close();
    second.close();
  }

  @Test
  void failsOverInTheSwitchWhenAServiceNodeDiesAndBackWhenItReturns() throws Exception {
    leaf.vtepCtl("add-mcast-remote", "red", "unknown-dst", second.tunnelIp());
    leaf.setBfd(2, "bfd_params:enable=true");
    first.setBfd(1, "bfd_params:enable=true");
    second.setBfd(1, "bfd_params:enable=true");
    eventually(
        "both sessions up",
        () ->
            leaf.rows("Tunnel", "bfd_status")
                    .lines()
                    .filter(l -> l.matches(".*\\bstate=up.*"))
                    .count()
                == 2);
    eventually("the first node's guest", () -> guest.pings("10.0.0.2"));
    assertThat(guest.pings("10.0.0.3")).as("the second node gets no copy").isFalse();
    leaf.stopDriver();
    first.ovs().killVswitchd();
    eventually("the second node's guest", () -> guest.pings("10.0.0.3"));
    first.ovs().startVswitchd();
    first.raiseUnderlay();
    eventually("the first node's guest again", () -> guest.pings("10.0.0.2"));
    assertThat(guest.pings("10.0.0.3")).as("the second node gets no copy again").isFalse();
  }

  @Test
  void followsTheReplicationModeWhileItChanges() throws Exception {
    leaf.vtepCtl("add-mcast-remote", "red", "unknown-dst", second.tunnelIp());
    for (String mode : new String[] {"source_node", "service_node", "source_node"}) {
      leaf.vtepCtl("set", "Logical_Switch", "red", "replication_mode=" + mode);
      eventually(mode, () -> guest.pings("10.0.0.3") == mode.equals("source_node"));
      assertThat(guest.pings("10.0.0.2")).as("the first one gets each").isTrue();
    }
    leaf.vtepCtl("clear", "Logical_Switch", "red", "replication_mode");
    eventually("service node is the default", () -> !guest.pings("10.0.0.3"));
  }

  @Test
  void sendsAGroupWithLocatorsOfItsOwnThereAndNowhereElse() throws Exception {
    leaf.vtepCtl("add-mcast-remote", "red", GROUP, second.tunnelIp());
    eventually("flow", () -> leaf.flows().contains("dl_dst=" + GROUP));
    leaf.awaitSettled();
    try (Capture there = Capture.start(ofFirst, "eth0", "ether", "multicast");
        Capture elsewhere = Capture.start(ofSecond, "eth0", "ether", "multicast")) {
      eventually(
          "the underlay's neighbour is known",
          () -> {
            guest.send("eth0", "01005e010203" + "020000000001" + "88b4" + "00".repeat(46), 1);
            return elsewhere.count("0x88b4") > 0;
          });
      sendTo("01005e010203");
      sendTo("01005e010204");
      eventually("its own", () -> elsewhere.count(OWN) == 1);
      eventually("any other", () -> there.count(OTHER) == 1);
      assertThat(elsewhere.count(OTHER)).isZero();
      assertThat(there.count(OWN)).isZero();

      String row = leaf.rows("Mcast_Macs_Remote", "_uuid", "MAC=\"" + GROUP + "\"");
      addRow(GROUP, first.tunnelIp());
      leaf.vtepCtl("set", "Logical_Switch", "red", "replication_mode=source_node");
      eventually(
          "both rows",
          () -> leaf.flows().matches("(?s).*table=90, [^\\n]*output:\\d+,output:\\d+.*"));
      leaf.awaitSettled();
      sendTo("01005e010203");
      eventually("the first row", () -> elsewhere.count(OWN) == 2);
      eventually("the second row", () -> there.count(OWN) == 1);

      leaf.vtepCtl("destroy", "Mcast_Macs_Remote", row);
      eventually(
          "one row", () -> !leaf.flows().matches("(?s).*table=90, [^\\n]*output:\\d+,output.*"));
      leaf.awaitSettled();
      sendTo("01005e010203");
      eventually("the second row alone", () -> there.count(OWN) == 2);
      assertThat(elsewhere.count(OWN)).isEqualTo(2);
    }
  }

  private void sendTo(String group) {
    guest.send("eth0", group + "020000000001" + "88b5" + "00".repeat(46), 1);
  }

  /** One more row for the same MAC, which vtep-ctl's own commands avoid. */
  private void addRow(String mac, String remote) {
    leaf.vtepCtl(
        "--id=@s",
        "create",
        "Physical_Locator_Set",
        "locators=" + leaf.rows("Physical_Locator", "_uuid", "dst_ip=" + remote),
        "--",
        "create",
        "Mcast_Macs_Remote",
        "MAC=\"" + mac + "\"",
        "logical_switch=" + leaf.rows("Logical_Switch", "_uuid", "name=red"),
        "locator_set=@s");
  }
}
