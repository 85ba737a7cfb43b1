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

  private VtepHost left;
  private VtepHost right;

  @BeforeEach
  void setUp() throws Exception {
    left = VtepHost.create(1);
    right = VtepHost.create(2);
    left.connect(right);
    left.startDriver();
    right.startDriver();
  }

  @AfterEach
  void tearDown() throws Exception {
    left.close();
    right.close();
  }

  private static boolean pings(Namespace from, String to) throws Exception {
    return from.start("ping", "-c", "1", "-W", "1", to).waitFor() == 0;
  }

  @Test
  void keepsLogicalSwitchesApartWhoseGuestsHaveTheSameAddresses() throws Exception {
    Namespace red1 = left.addGuest("red1", "p1", "02:00:00:00:00:01", "10.0.0.1/24");
    Namespace blue1 = left.addGuest("blue1", "p2", "02:00:00:00:00:01", "10.0.0.1/24");
    Namespace red2 = right.addGuest("red2", "p1", "02:00:00:00:00:02", "10.0.0.2/24");
    right.addGuest("blue2", "p2", "02:00:00:00:00:02", "10.0.0.2/24");
    for (VtepHost host : new VtepHost[] {left, right}) {
      VtepHost other = host == left ? right : left;
      host.addLogicalSwitch("red", 100, "p1/0");
      host.addLogicalSwitch("blue", 200, "p2/0");
      host.vtepCtl("add-mcast-remote", "red", "unknown-dst", other.tunnelIp());
    }
    eventually("red pings", () -> pings(red1, "10.0.0.2"));
    assertThat(pings(red2, "10.0.0.1")).isTrue();
    assertThat(pings(blue1, "10.0.0.2")).as("blue has no remote yet").isFalse();

    eventually(
        "the learned MAC is reported",
        () -> left.rows("Ucast_Macs_Local", "MAC").contains("02:00:00:00:00:01"));
    assertThat(left.rows("Mcast_Macs_Local", "MAC")).contains("unknown-dst");
    System.out.println(left.vtepCtl("show"));
    System.out.println(left.vtepCtl("list-local-macs", "red"));
    System.out.println(left.flows());
  }
}
