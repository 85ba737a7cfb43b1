package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three hosts: floods go to one service node while its BFD is up, and then to the other one. */
@Tag("system")
class ServiceNodeE2eTest {

  private VtepHost leaf;
  private VtepHost first;
  private VtepHost second;

  @AfterEach
  void tearDown() throws Exception {
    leaf.close();
    first.close();
    second.close();
  }

  private static boolean pings(Namespace from, String to) throws Exception {
    return from.start("ping", "-c", "1", "-W", "1", to).waitFor() == 0;
  }

  private static void enableBfd(VtepHost host, int tunnels) {
    eventually(
        "tunnels",
        () -> host.rows("Tunnel", "_uuid").lines().filter(l -> !l.isBlank()).count() == tunnels);
    host.rows("Tunnel", "_uuid")
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(uuid -> host.vtepCtl("set", "Tunnel", uuid, "bfd_params:enable=true"));
  }

  @Test
  void failsOverInTheSwitchWhenAServiceNodeDies() throws Exception {
    leaf = VtepHost.create(1);
    first = VtepHost.create(2);
    second = VtepHost.create(3);
    leaf.connect(first);
    leaf.connect(second);
    leaf.startDriver();
    first.startDriver();
    second.startDriver();
    Namespace guest = leaf.addGuest("a", "p1", "02:00:00:00:00:01", "10.0.0.1/24");
    first.addGuest("b", "p1", "02:00:00:00:00:02", "10.0.0.2/24");
    second.addGuest("c", "p1", "02:00:00:00:00:03", "10.0.0.3/24");
    for (VtepHost host : new VtepHost[] {leaf, first, second}) {
      host.addLogicalSwitch("red", 100, "p1/0");
    }
    leaf.vtepCtl("add-mcast-remote", "red", "unknown-dst", first.tunnelIp());
    leaf.vtepCtl("add-mcast-remote", "red", "unknown-dst", second.tunnelIp());
    first.vtepCtl("add-mcast-remote", "red", "unknown-dst", leaf.tunnelIp());
    second.vtepCtl("add-mcast-remote", "red", "unknown-dst", leaf.tunnelIp());
    enableBfd(leaf, 2);
    enableBfd(first, 1);
    enableBfd(second, 1);
    eventually(
        "both sessions up",
        () ->
            leaf.rows("Tunnel", "bfd_status")
                    .lines()
                    .filter(l -> l.matches(".*\\bstate=up.*"))
                    .count()
                == 2);
    eventually("the first node's guest", () -> pings(guest, "10.0.0.2"));
    assertThat(pings(guest, "10.0.0.3")).as("the second node gets no copy").isFalse();
    leaf.stopDriver();
    first.ovs().killVswitchd();
    eventually("the second node's guest", () -> pings(guest, "10.0.0.3"));
    first.ovs().startVswitchd();
  }
}
