package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code Ucast_Macs_Local.ipaddr} from what stations say by ARP and neighbour discovery. */
@Tag("system")
class SnoopingE2eTest {

  private static final String MAC = "02:00:00:00:00:01";

  /** Sends 6,000 ARP replies that say that addresses 10.N... are the sender's. */
  private static final String CLAIM =
      """
      import socket, sys
      s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
      s.bind(("eth0", 0))
      mac = bytes.fromhex("020000000001")
      head = b"\\xff" * 6 + mac + bytes.fromhex("08060001080006040002") + mac
      for i in range(6000):
          ip = bytes([10, int(sys.argv[1]), i >> 8, i & 255])
          s.send(head + ip + b"\\0" * 6 + ip + b"\\0" * 18)
      """;

  private VtepHost host;

  @BeforeEach
  void setUp() throws Exception {
    host = VtepHost.create(1);
  }

  @AfterEach
  void tearDown() throws Exception {
    host.close();
  }

  private Namespace guest() {
    Namespace guest = host.addGuest("a", "p1", MAC, "10.0.0.1/24");
    host.addLogicalSwitch("red", 100, "p1/0");
    host.awaitSettled();
    return guest;
  }

  private String address() {
    return host.rows("Ucast_Macs_Local", "ipaddr", "MAC=\"" + MAC + "\"").strip();
  }

  private long addressFlows() {
    return host.flows().lines().filter(line -> line.contains("table=36, hard")).count();
  }

  private void speak(Namespace guest, String source, String destination) throws Exception {
    guest.start("ping", "-c", "1", "-W", "0.1", "-I", source, destination).waitFor();
  }

  private void awaitAddress(Namespace guest, String source, String destination, String expected) {
    eventually(
        expected,
        () -> {
          speak(guest, source, destination);
          return address().equals(expected);
        });
  }

  @Test
  void followsArpAndGoesWithTheBinding() throws Exception {
    host.startDriver();
    Namespace guest = guest();
    awaitAddress(guest, "10.0.0.1", "10.0.0.99", "10.0.0.1");
    guest.exec("ip", "addr", "add", "10.0.0.7/24", "dev", "eth0");
    awaitAddress(guest, "10.0.0.7", "10.0.0.98", "10.0.0.7");
    String flows = host.flows();
    host.stopDriver();
    host.startDriver();
    host.awaitSettled();
    assertThat(address()).as("after a restart").isEqualTo("10.0.0.7");
    assertThat(host.flows()).as("nothing sent by a restart").isEqualTo(flows);
    host.vtepCtl("unbind-ls", host.bridge(), "p1", "0");
    eventually("no flows", () -> !host.flows().contains("metadata"));
  }

  @Test
  void forgetsAnAddressThatIsNotSaidAgain() throws Exception {
    host.withMacAge(2);
    host.startDriver();
    Namespace guest = guest();
    awaitAddress(guest, "10.0.0.1", "10.0.0.99", "10.0.0.1");
    eventually("aged", () -> addressFlows() == 0);
  }

  @Test
  void followsNeighbourDiscovery() throws Exception {
    host.startDriver();
    Namespace guest = guest();
    guest.exec("sysctl", "-qw", "net.ipv6.conf.eth0.disable_ipv6=0");
    guest.exec("ip", "addr", "flush", "dev", "eth0");
    guest.exec("ip", "addr", "add", "2001:db8::5/64", "dev", "eth0", "nodad");
    awaitAddress(guest, "2001:db8::5", "2001:db8::9", "2001:db8::5");
  }

  @Test
  void oneThatClaimsThousandsOfAddressesIsBounded() throws Exception {
    host.startDriver();
    Namespace guest = guest();
    awaitAddress(guest, "10.0.0.1", "10.0.0.99", "10.0.0.1");
    eventually(
        "the limit",
        () -> {
          guest.exec("python3", "-c", CLAIM, "1");
          return addressFlows() == 4_096;
        });
    eventually("one of them", () -> address().startsWith("10.1."));
    guest.exec("python3", "-c", CLAIM, "2");
    assertThat(addressFlows()).isEqualTo(4_096);
    assertThat(address()).as("what comes then is not looked at").startsWith("10.1.");
    host.vtepCtl("unbind-ls", host.bridge(), "p1", "0");
    eventually("no flows", () -> addressFlows() == 0);
  }
}
