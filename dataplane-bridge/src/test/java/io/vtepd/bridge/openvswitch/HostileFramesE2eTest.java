package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frames that try to get out of their logical switch, as the real switch would forward them. */
@Tag("system")
class HostileFramesE2eTest {

  private static final String BROADCAST = "ffffffffffff";
  private static final String STATION = "020000000001";
  private static final String PAYLOAD = "0800" + "00".repeat(46);

  private final List<Namespace> guests = new ArrayList<>();
  private VtepHost host;

  /** Red is untagged on p1 and p3; blue is VLAN 10 of p1 and untagged on p2. */
  @BeforeEach
  void setUp() throws Exception {
    host = VtepHost.create(1);
    host.startDriver();
    for (int i = 1; i <= 3; i++) {
      guests.add(host.addGuest("h" + i, "p" + i, "02:00:00:00:00:0" + i, "10.0.0." + i + "/24"));
    }
    host.addLogicalSwitch("red", 100, "p1/0", "p3/0");
    host.addLogicalSwitch("blue", 200, "p1/10", "p2/0");
    host.awaitSettled();
    eventually("flows", () -> host.flows().lines().filter(l -> l.contains("table=30")).count() > 4);
    host.awaitSettled();
  }

  @AfterEach
  void tearDown() throws Exception {
    host.close();
  }

  private String actions(String inPort, String hexFrame) {
    String trace = host.ovs().appctl("ofproto/trace", host.bridge(), "in_port=" + inPort, hexFrame);
    String last = trace.lines().filter(l -> l.startsWith("Datapath actions:")).findFirst().get();
    return last.substring("Datapath actions:".length()).trim();
  }

  @Test
  void dropsFramesWithTwoTagsHoweverManyTheSwitchParses() {
    String twice = BROADCAST + STATION + "8100000a" + "81000014" + PAYLOAD;
    String priorityFirst = BROADCAST + STATION + "81000000" + "8100000a" + PAYLOAD;
    String service = BROADCAST + STATION + "8100000a" + "88a80014" + PAYLOAD;
    for (String limit : new String[] {"1", "2", "0"}) {
      host.ovs().vsctl("set", "Open_vSwitch", ".", "other_config:vlan-limit=" + limit);
      assertThat(actions("p1", twice)).as("limit " + limit).isEqualTo("drop");
      assertThat(actions("p1", priorityFirst)).as("limit " + limit).isEqualTo("drop");
      assertThat(actions("p1", service)).as("limit " + limit).isEqualTo("drop");
    }
  }

  @Test
  void keepsAPriorityTaggedFrameInTheUntaggedNetwork() {
    String tagged = BROADCAST + STATION + "8100e000" + PAYLOAD;
    String plain = BROADCAST + STATION + PAYLOAD;
    assertThat(actions("p1", tagged)).startsWith("pop_vlan,").doesNotContain("push_vlan");
    assertThat(actions("p1", tagged).substring("pop_vlan,".length()))
        .isEqualTo(actions("p1", plain));
    assertThat(actions("p1", BROADCAST + STATION + "8100000b" + PAYLOAD)).isEqualTo("drop");
  }

  @Test
  void dropsFramesFromNobodyAndToBridges() {
    assertThat(actions("p1", BROADCAST + "000000000000" + PAYLOAD)).isEqualTo("drop");
    assertThat(actions("p1", BROADCAST + "030000000001" + PAYLOAD)).isEqualTo("drop");
    // To the groups that no bridge forwards (IEEE 802.1Q table 8-1), with and without a tag.
    for (String kind :
        List.of(
            "00 88b5 STP",
            "00 88cc LLDP to the nearest customer bridge",
            "01 8808 pause",
            "02 8809 LACP",
            "03 888e 802.1X",
            "0d 88f5 MVRP",
            "0e 88cc LLDP")) {
      String to = "0180c20000" + kind.substring(0, 2);
      String rest = kind.substring(3, 7) + "00".repeat(46);
      assertThat(actions("p1", to + STATION + rest)).as(kind).isEqualTo("drop");
      assertThat(actions("p1", to + STATION + "8100000a" + rest)).as(kind).isEqualTo("drop");
    }
    // CFM is for whoever is at that level, and for bridges one group like any other.
    assertThat(actions("p1", "0180c2000035" + STATION + "8902" + "00".repeat(46)))
        .isNotEqualTo("drop");
  }

  @Test
  void takesEveryVlanOfTheSchemaWhateverOpenVswitchCallsThePortsOwn() {
    assertThatThrownBy(() -> host.bind("blue", "p2/4096")).hasMessageContaining("4096");
    String plain = BROADCAST + STATION + PAYLOAD;
    String inTen = BROADCAST + STATION + "8100000a" + PAYLOAD;
    String before = actions("p1", plain);
    host.bind("blue", "p3/4095");
    eventually("4095 is served", () -> actions("p1", inTen).contains("push_vlan(vid=4095,"));
    String inLast = BROADCAST + STATION + "81000fff" + PAYLOAD;
    assertThat(actions("p3", inLast)).contains("push_vlan(vid=10,").startsWith("pop_vlan");
    String with = actions("p1", inTen);
    host.ovs().vsctl("set", "port", "p1", "tag=7", "vlan_mode=access");
    assertThat(actions("p1", inTen)).as("on an access port").isEqualTo(with);
    assertThat(actions("p1", plain)).isEqualTo(before);
  }

  @Test
  void deliversOddFramesToNobodyAndGoesOnWithEvenOnes() throws Exception {
    String odd = "88b5" + "00".repeat(46);
    List<String> frames =
        List.of(
            BROADCAST + STATION + "8100000a" + "81000014" + odd,
            BROADCAST + STATION + "81000000" + "8100000a" + odd,
            BROADCAST + STATION + "8100000b" + odd,
            BROADCAST + STATION + "81000fff" + odd,
            "0180c2000000" + STATION + odd,
            "0180c2000003" + STATION + odd,
            "0180c200000e" + STATION + odd,
            BROADCAST + "010000000001" + odd,
            BROADCAST + BROADCAST + odd,
            BROADCAST + "000000000000" + odd,
            BROADCAST + STATION + "8100",
            BROADCAST + STATION + "8100000a");
    try (Capture red = Capture.start(guests.get(2), "eth0");
        Capture blue = Capture.start(guests.get(1), "eth0");
        Capture back = Capture.start(guests.get(0), "eth0", "-Q", "in")) {
      for (String frame : frames) {
        guests.get(0).send("eth0", frame, 2);
      }
      // Too short for an IP header, and nothing else is wrong with it.
      guests.get(0).send("eth0", BROADCAST + STATION + "0800", 1);
      guests.get(0).send("eth0", BROADCAST + STATION + "88b6" + "00".repeat(46), 1);
      guests.get(0).send("eth0", BROADCAST + STATION + "8100000a" + "88b7" + "00".repeat(46), 1);
      eventually("red", () -> red.count("0x88b6") == 1);
      eventually("blue", () -> blue.count("0x88b7") == 1);
      assertThat(red.count(" > ")).isEqualTo(2);
      assertThat(blue.count(" > ")).isEqualTo(1);
      assertThat(back.lines()).isEmpty();
    }
  }

  @Test
  void sendsNothingToABindingOfAnotherNetworkEvenIfAStationIsSaidToBeThere() {
    Matcher classify =
        Pattern.compile("in_port=(?:p3|3),vlan_tci=\\S+ actions=.*write_metadata:(\\w+)")
            .matcher(host.flows());
    assertThat(classify.find()).as(host.flows()).isTrue();
    String metadata = classify.group(1);
    host.ovs()
        .ofctl(
            "add-flow",
            host.ovs().target(host.bridge()),
            "table=65,priority=10,metadata="
                + metadata
                + ",dl_dst=02:00:00:00:00:02,actions=set_field:0x2000->reg2");
    assertThat(actions("p3", "020000000002" + STATION + PAYLOAD)).isEqualTo("drop");
  }
}
