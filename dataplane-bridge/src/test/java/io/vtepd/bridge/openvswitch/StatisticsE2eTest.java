package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The statistics of bindings, and what the kernel has counted at the guests' interfaces. */
@Tag("system")
class StatisticsE2eTest {

  private VtepHost host;
  private Namespace alice;
  private Namespace bob;

  @BeforeEach
  void setUp() throws Exception {
    host = VtepHost.create(1);
    host.withStatisticsEvery(100);
    host.startDriver();
    alice = host.addGuest("a", "p1", "02:00:00:00:00:01", "10.0.0.1/24");
    bob = host.addTaggedGuest("b", "p2", 30, "02:00:00:00:00:02", "10.0.0.2/24");
    host.addLogicalSwitch("red", 100, "p1/0", "p2/30");
    host.awaitSettled();
  }

  @AfterEach
  void tearDown() throws Exception {
    host.close();
  }

  private static long kernel(Namespace guest, String counter) {
    String file = "/sys/class/net/eth0/statistics/" + counter;
    return Long.parseLong(guest.exec("cat", file).strip());
  }

  private long counted(String port, String column) {
    return Long.parseLong(
        host.vtepCtl(
                "--bare",
                "--no-headings",
                "--columns=" + column,
                "list",
                "Logical_Binding_Stats",
                row(port))
            .strip());
  }

  private String row(String port) {
    String pairs = host.rows("Physical_Port", "vlan_stats", "name=" + port);
    return pairs.substring(pairs.indexOf('=') + 1);
  }

  /** Bob's frames come in with a tag of four bytes, and count with it, also at alice's port. */
  private boolean agree() {
    return !row("p1").isEmpty()
        && kernel(alice, "tx_packets") == counted("p1", "packets_from_local")
        && kernel(alice, "tx_bytes") == counted("p1", "bytes_from_local")
        && kernel(alice, "rx_packets") == counted("p1", "packets_to_local")
        && kernel(alice, "rx_bytes") + 4 * kernel(alice, "rx_packets")
            == counted("p1", "bytes_to_local");
  }

  @Test
  void countWhatTheKernelCounts() {
    alice.exec("ping", "-c", "20", "-i", "0.01", "-s", "300", "10.0.0.2");
    eventually("the same numbers as at alice's interface", this::agree);
    assertThat(host.rows("Physical_Port", "vlan_stats", "name=p2")).startsWith("30=");
    assertThat(counted("p2", "packets_from_local")).as("20 answers, and ARP").isBetween(21L, 23L);
    bob.exec("ping", "-c", "5", "-i", "0.01", "10.0.0.1");
    eventually("the same numbers again", this::agree);
  }

  @Test
  void neitherARestartOfTheDriverNorOfTheSwitchMakesThemGoBack() throws Exception {
    alice.exec("ping", "-c", "20", "-i", "0.01", "10.0.0.2");
    eventually("counted", this::agree);
    String row = row("p1");
    host.stopDriver();
    host.startDriver();
    host.awaitSettled();
    alice.exec("ping", "-c", "5", "-i", "0.01", "10.0.0.2");
    eventually("after the driver's restart", this::agree);
    long before = counted("p1", "packets_from_local");
    host.ovs().killVswitchd();
    host.ovs().startVswitchd();
    eventually(
        "forwarding again",
        () -> alice.exec("ping", "-c", "5", "-i", "0.01", "10.0.0.2").contains(" 0% packet loss"));
    eventually("counted on", () -> counted("p1", "packets_from_local") >= before + 5);
    assertThat(row("p1")).as("still the same row").isEqualTo(row);
  }
}
