package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** BFD between two hosts: what controllers ask for, what they are told, and what tenants can do. */
@Tag("system")
class BfdE2eTest {

  private static final String FAR_MAC = "020000000002";
  private static final String BFD_MAC = "002320000001";

  /**
   * From 02:00:00:00:00:01: "my session is down", to whoever listens, with the TTL of a neighbour.
   */
  private static final String SESSION_DOWN =
      "0200000000010800"
          + "45c0003400000000ff1164fba9fe0101a9fe0100"
          + "c0000ec800200000"
          + "2040031811111111"
          + "00000000000186a0000186a000000000";

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
    near = left.addGuest("a", "p1", "02:00:00:00:00:01", "10.0.0.1/24");
    far = right.addGuest("b", "p1", "02:00:00:00:00:02", "10.0.0.2/24");
    hosts.addLogicalSwitch("red", 100, "p1/0");
    left.setBfd(1, "bfd_params:enable=true");
    right.setBfd(1, "bfd_params:enable=true");
    eventually("up here", () -> isUp(left));
    eventually("up there", () -> isUp(right));
  }

  @AfterEach
  void tearDown() throws Exception {
    hosts.close();
  }

  private static String status(VtepHost host) {
    return host.rows("Tunnel", "bfd_status");
  }

  private static boolean isUp(VtepHost host) {
    return status(host).matches("(?s).*\\bstate=up.*");
  }

  /** Open vSwitch's column of the tunnel's interface. */
  private static String ofInterface(VtepHost host, String port, String column) {
    return host.ovs().vsctl("get", "Interface", port, column).trim();
  }

  private String flaps() {
    return ofInterface(right, "vx0a090001", "bfd_status:flap_count");
  }

  @Test
  void leavesTenantsTheirFramesAndTheirForgeriesWithoutEffect() throws Exception {
    String flaps = flaps();
    try (Capture capture = Capture.start(far, "eth0", "udp", "port", "3784")) {
      near.send("eth0", FAR_MAC + SESSION_DOWN, 10);
      near.send("eth0", BFD_MAC + SESSION_DOWN, 20);
      eventually("to the guest", () -> capture.count("> 02:00:00:00:00:02") == 10);
      eventually("to BFD's address", () -> capture.count("> 00:23:20:00:00:01") == 20);
    }
    assertThat(flaps()).isEqualTo(flaps);
    assertThat(isUp(right)).isTrue();

    // From here on the forgery never pauses: Open vSwitch goes on with frames as it knows them.
    near.send("eth0", BFD_MAC + SESSION_DOWN, 5);
    try (LogLines log = LogLines.of(SwitchPorts.class)) {
      right.setBfd(1, "bfd_params:check_tnl_key=false");
      eventually(
          "a controller may open it",
          () -> ofInterface(right, "vx0a090001", "bfd:check_tnl_key").contains("false"));
      assertThat(log.lines())
          .anyMatch(line -> line.startsWith("event=bfd-unchecked bridge=vtep2 remote=10.9.0.1 "));
    }
    eventually(
        "then the forgery works",
        () -> {
          near.send("eth0", BFD_MAC + SESSION_DOWN, 5);
          return !flaps().equals(flaps);
        });
  }

  @Test
  void doesWhatTheControllerAsksForAndTellsHowItIs() throws Exception {
    assertThat(left.rows("Tunnel", "bfd_config_local"))
        .contains("bfd_dst_mac=00:23:20:00:00:01")
        .contains("bfd_dst_ip=169.254.1.0");
    eventually("the other end", () -> status(left).contains("remote_state=up"));
    assertThat(status(left))
        .contains("enabled=true")
        .contains("forwarding=true")
        .contains("diagnostic=No Diagnostic");
    try (Capture capture = Capture.start(left.namespace(), "up2", "udp", "port", "4789")) {
      eventually(
          "defaults",
          () ->
              capture.count("> 00:23:20:00:00:01") > 0
                  && capture.count("> 169.254.1.1.3784: ") > 0
                  && capture.count("vni 0") > 0);
      left.setBfd(1, "bfd_config_remote:bfd_dst_mac=\"00:23:20:00:00:77\"");
      eventually("to where the other end wants it", () -> capture.count("> 00:23:20:00:00:77") > 0);
    }
    left.setBfd(
        1,
        "bfd_params:min_rx=500",
        "bfd_params:min_tx=200",
        "bfd_params:decay_min_rx=1000",
        "bfd_params:forwarding_if_rx=false",
        "bfd_params:cpath_down=true",
        "bfd_params:nonsense=1");
    eventually(
        "told",
        () ->
            status(right).contains("remote_diagnostic=Concatenated Path Down")
                && status(right).contains("forwarding=false"));
    assertThat(ofInterface(left, "vx0a090002", "bfd"))
        .contains("min_rx=\"500\"", "min_tx=\"200\"", "decay_min_rx=\"1000\"")
        .contains("forwarding_if_rx=\"false\"", "cpath_down=\"true\"", "check_tnl_key=\"true\"")
        .doesNotContain("nonsense");
    left.setBfd(1, "bfd_params:cpath_down=false");
    eventually("over", () -> status(right).contains("forwarding=true"));

    left.setBfd(1, "bfd_params:enable=false");
    eventually("nothing to tell", () -> status(left).isEmpty());
    assertThat(ofInterface(left, "vx0a090002", "bfd")).isEqualTo("{}");
    eventually("the other end knows", () -> !isUp(right));
  }

  @Test
  void keepsATunnelAndItsRowAsLongAsItIsUsedOrTheControllerWatchesIt() throws Exception {
    String row = left.rows("Tunnel", "_uuid");
    left.vtepCtl("del-mcast-remote", "red", "unknown-dst", right.tunnelIp());
    eventually("flood gone", () -> !left.flows().contains("table=100, priority=10"));
    assertThat(left.rows("Tunnel", "_uuid")).isEqualTo(row);
    assertThat(left.ovs().vsctl("list-ports", left.bridge())).contains("vx0a090002");
    assertThat(isUp(left)).isTrue();
    left.vtepCtl("clear", "Tunnel", row, "bfd_params");
    eventually("the tunnel", () -> !left.ovs().vsctl("show").contains("vx0a090002"));
    eventually("its row", () -> left.rows("Tunnel", "_uuid").isEmpty());
    left.vtepCtl("add-mcast-remote", "red", "unknown-dst", right.tunnelIp());
    eventually("a new one", () -> !left.rows("Tunnel", "_uuid").isEmpty());
    assertThat(status(left)).isEmpty();
    eventually("it works", () -> near.pings("10.0.0.2"));
  }
}
