package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A guest that invents source addresses, and stations that are at two ports at once. */
@Tag("system")
class MacFloodE2eTest {

  private static final int LIMIT = 5_000;

  /** Sends broadcasts, each from a source of its own, in so many rounds over the same sources. */
  private static final String FLOOD =
      """
      import socket, sys
      s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
      s.bind(("eth0", 0))
      for round in range(int(sys.argv[2])):
          for i in range(int(sys.argv[1])):
              s.send(b"\\xff" * 6 + bytes([2, 0, 1, i >> 16, i >> 8 & 255, i & 255])
                     + b"\\x88\\xb5" + b"\\0" * 46)
      """;

  private VtepHost host;

  @BeforeEach
  void setUp() throws Exception {
    host = VtepHost.create(1);
    host.withMacLimit(LIMIT);
    host.startDriver();
  }

  @AfterEach
  void tearDown() throws Exception {
    host.close();
  }

  private long learnedFlows() {
    return host.flows().lines().filter(line -> line.contains("table=65, hard")).count();
  }

  private long learnedAt(String tag) {
    return host.flows()
        .lines()
        .filter(line -> line.contains("set_field:" + tag + "->reg2"))
        .count();
  }

  private static Process flood(Namespace guest, int sources, int rounds) throws IOException {
    return guest.start("python3", "-c", FLOOD, Integer.toString(sources), Integer.toString(rounds));
  }

  private static boolean floodAgain(Namespace guest, int sources) throws Exception {
    return flood(guest, sources, 1).waitFor(30, TimeUnit.SECONDS);
  }

  private long rows() {
    return host.rows("Ucast_Macs_Local", "MAC").lines().filter(mac -> !mac.isBlank()).count();
  }

  @Test
  void aFloodIsBoundedAndOthersAreReported() throws Exception {
    Namespace mallory = host.addGuest("m", "p1", "02:00:00:00:00:66", "10.0.0.66/24");
    Namespace alice = host.addGuest("a", "p2", "02:00:00:00:00:01", "10.0.0.1/24");
    host.addLogicalSwitch("red", 100, "p1/0", "p2/0");
    host.awaitSettled();
    int before = host.reportCount();
    long startNanos = System.nanoTime();
    Process flood = flood(mallory, 30_000, 3);
    eventually(
        "alice is reported while mallory floods",
        () -> {
          alice.start("ping", "-c", "1", "-W", "0.1", "10.0.0.99").waitFor();
          return host.rows("Ucast_Macs_Local", "MAC").contains("02:00:00:00:00:01");
        });
    assertThat(flood.waitFor(120, TimeUnit.SECONDS)).isTrue();
    // The switch loses many of so many frames.
    eventually("the limit", () -> floodAgain(mallory, 30_000) && learnedFlows() >= LIMIT);
    eventually("all that was learned is reported", () -> rows() == learnedFlows());
    long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    assertThat(learnedFlows()).as("mallory's, and alice").isLessThanOrEqualTo(LIMIT + 1);
    assertThat((long) host.reportCount() - before)
        .as("a burst, and a hundred a second")
        .isLessThan(100 + elapsedMs / 10 + 10);
    assertThat(host.rows("Physical_Switch", "switch_fault_status"))
        .isEqualTo("mac_table_exhaustion");
    host.vtepCtl("unbind-ls", host.bridge(), "p1", "0");
    eventually("forgotten with the binding", () -> rows() <= 1);
    eventually("fault over", () -> host.rows("Physical_Switch", "switch_fault_status").isEmpty());
  }

  @Test
  void stationsThatFlapBetweenPortsChangeNothingInTheDatabase() throws Exception {
    Namespace here = host.addGuest("h", "p1", "02:00:00:00:00:01", "10.0.0.1/24");
    Namespace there = host.addGuest("t", "p2", "02:00:00:00:00:02", "10.0.0.2/24");
    host.addLogicalSwitch("red", 100, "p1/0", "p2/0");
    host.awaitSettled();
    eventually("learned", () -> floodAgain(here, 500) && learnedFlows() >= 500);
    eventually("reported", () -> rows() == learnedFlows());
    int before = host.reportCount();
    Process one = flood(here, 500, 100);
    Process other = flood(there, 500, 100);
    assertThat(one.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
    eventually("all moved", () -> floodAgain(there, 500) && learnedAt("0x2000") >= 500);
    assertThat(host.reportCount() - before).as("reports of moves").isLessThan(20);
    assertThat(rows()).isEqualTo(learnedFlows());
  }
}
