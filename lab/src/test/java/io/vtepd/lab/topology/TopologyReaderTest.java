package io.vtepd.lab.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.lab.yaml.Problem;
import io.vtepd.lab.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyReaderTest {

  /** A file with one gateway up to its guests, the first of which stands on line 9. */
  private static final String GATEWAY =
      """
      format: 1
      hosts:
        internet: {kind: router}
        server1:
          kind: vtep
          underlay: {ip: 192.168.1.10/24, via: internet}
          bridge: s1
          guests:
      """;

  @TempDir private Path folder;

  private final Problems problems = new Problems();

  private Optional<Topology> read(String text) throws IOException {
    Path file = folder.resolve("blog.yaml");
    Files.writeString(file, text);
    return TopologyReader.read(file, problems);
  }

  /** The guests of a gateway, written a line each; none if there is a fault. */
  private List<Guest> guests(String lines) throws IOException {
    return read(GATEWAY + lines.indent(6)).map(Topology::guests).orElse(List.of());
  }

  private List<String> faults() {
    return problems.all().stream().map(Problem::toString).toList();
  }

  @Test
  void theBlogsTopologyIsRead() throws IOException {
    Problems none = new Problems();
    Topology blog = TopologyReader.read(Path.of("topologies/blog.yaml"), none).orElseThrow();
    assertThat(none.all()).isEmpty();
    assertThat(blog.hostNames()).containsExactly("internet", "server1", "server2");
    assertThat(blog.guests()).extracting(Guest::name).contains("red1", "blue1", "red2", "blue2");
    assertThat(blog.vteps()).extracting(Host.SwitchHost::name).containsExactly("server2");
    assertThat(blog.switchHost("server1").orElseThrow().tunnels())
        .containsExactly(new Tunnel("server2", 10));
  }

  @Test
  void allFaultsAreShownAtOnceWithPlaceAndRemedy() throws IOException {
    Optional<Topology> topology =
        read(
            """
            format: 1
            hosts:
              internet: {kind: router}
              server1:
                kind: hypervisor
                underlay: {ip: 192.168.1.10/24, via: internet}
                bridge: s1
                guests:
                  red1: {port: server-one-guest1, ip: 10.0.0.1, mac: 00:00:00:00:aa:01}
                  blue1: {port: s1-eth2, ip: 10.0.0.1/8, mac: 01:00:00:00:aa:01}
              server2: {kind: vtp, bridge: s2}
              server1:
                kind: router
            """);
    assertThat(topology).isEmpty();
    assertThat(faults())
        .containsExactly(
            "blog.yaml:9:20: port \"server-one-guest1\" has 17 characters, Linux allows 15."
                + " Shorten it.",
            "blog.yaml:9:43: \"10.0.0.1\" lacks its prefix length. Write 10.0.0.1/8.",
            "blog.yaml:10:51: \"01:00:00:00:aa:01\" is no unicast MAC address."
                + " Write one such as 00:00:00:00:aa:01.",
            "blog.yaml:11:19: unknown kind \"vtp\". Did you mean \"vtep\"?",
            "blog.yaml:12:3: host \"server1\" is defined twice (first on line 4). Rename one.");
  }

  @Test
  void referencesAndAddressesAreCheckedOverTheWholeFile() throws IOException {
    read(
        """
        format: 1
        hosts:
          internet: {kind: router}
          server1:
            kind: hypervisor
            underlay: {ip: 192.168.1.10/24, via: internt}
            bridge: s1
            tunnels: [{to: server3, ofport: 10}, {to: server2, ofport: 0}]
            guests:
              red1: {port: s1-eth1, ip: 10.0.0.1/8, mac: 00:00:00:00:aa:01}
              blue1: {port: s1-eth1, ip: 10.0.0.1/8, mac: 00:00:00:00:aa:01}
          server2:
            kind: vtep
            underlay: {ip: 192.168.1.10/24, via: internet}
            bridge: s2
            guests:
              red1: {port: s2-eth1, ip: 10.0.0.2/8, mac: 00:00:00:00:aa:02}
          server3:
            kind: vtep
            underlay: {ip: 192.168.1.30/24, via: internet}
            bridge: s3
        """);
    assertThat(faults())
        .containsExactly(
            "blog.yaml:6:42: \"via\" names \"internt\", which is no router here. Use internet.",
            "blog.yaml:8:64: ofport \"0\" is no port number. Write 1 to 65279.",
            "blog.yaml:11:21: port \"s1-eth1\" is defined twice (first on line 10). Rename one,"
                + " or give each guest a \"vlan\".",
            "blog.yaml:14:15: underlay address 192.168.1.10 is also that of \"server1\" (line 6)."
                + " Change one.",
            "blog.yaml:17:7: guest \"red1\" is defined twice (first on line 10). Rename one.",
            "blog.yaml:20:15: underlay network 192.168.1.0/24 is also that of \"server1\" (line 6)."
                + " The underlay is routed: give each host its own.",
            "blog.yaml:20:15: underlay network 192.168.1.0/24 is also that of \"server2\" (line"
                + " 14). The underlay is routed: give each host its own.");
  }

  @Test
  void controllersAreHostsAndRoutersMayBeLinked() throws IOException {
    String begin =
        """
        format: 1
        hosts:
          west: {kind: router, links: [east]}
          east: {kind: router}
          ctl: {kind: controller, underlay: {ip: 192.168.9.9/24, via: east}}
        """;
    Topology topology = read(begin).orElseThrow();
    assertThat(topology.controller("ctl").orElseThrow().via()).isEqualTo("east");
    assertThat(topology.router("west").orElseThrow().links()).containsExactly("east");
    assertThat(topology.switchHosts()).isEmpty();
    read(
        begin
            + """
            # Not so:
              north: {kind: router, links: [ctl, north, west, west]}
              other: {kind: controller, underlay: {ip: 192.168.9.8/24, via: east}, bridge: s1}
            """);
    assertThat(faults())
        .containsExactly(
            "blog.yaml:7:33: link to \"ctl\", which is no router here."
                + " Use one of west, east, north.",
            "blog.yaml:7:38: router \"north\" is linked to itself. Remove that.",
            "blog.yaml:7:51: link \"north west\" is defined twice (first on line 7). Remove one.",
            "blog.yaml:8:39: underlay network 192.168.9.0/24 is also that of \"ctl\" (line 5)."
                + " The underlay is routed: give each host its own.",
            "blog.yaml:8:72: unknown key \"bridge\" in host \"other\". Known: kind, underlay.");
  }

  @Test
  void guestsMayShareAPortInVlansOfTheirOwn() throws IOException {
    String two =
        """
        red: {port: s1-trunk, vlan: 10, ip: 10.0.0.1/8, mac: 00:00:00:00:aa:01}
        bare: {port: s1-trunk, vlan: 0, ip: 10.0.0.2/8, mac: 00:00:00:00:aa:02}
        """;
    assertThat(guests(two))
        .extracting(Guest::vlan)
        .containsExactly(OptionalInt.of(10), OptionalInt.of(0));
    guests(
        two
            + """
            # Not so:
            blue: {port: s1-trunk, vlan: 10, ip: 10.0.0.3/8, mac: 00:00:00:00:aa:03}
            green: {port: s1-trunk, ip: 10.0.0.4/8, mac: 00:00:00:00:aa:04}
            grey: {port: s1-eth1, vlan: 4095, ip: 10.0.0.5/8, mac: 00:00:00:00:aa:05}
            """);
    assertThat(faults())
        .containsExactly(
            "blog.yaml:12:20: port and vlan \"s1-trunk 10\" is defined twice (first on line 9)."
                + " Change one.",
            "blog.yaml:13:21: port \"s1-trunk\" is defined twice (first on line 9). Rename one,"
                + " or give each guest a \"vlan\".",
            "blog.yaml:14:35: vlan \"4095\" is no VLAN id. Write 0 to 4094.");
  }

  @Test
  void aGuestsPortMayWaitToBeAttached() throws IOException {
    String two =
        """
        red: {port: s1-eth1, ip: 10.0.0.1/8, mac: 00:00:00:00:aa:01}
        nas: {port: eth2, attached: false, ip: 10.0.0.2/8, mac: 00:00:00:00:aa:02}
        """;
    assertThat(guests(two)).extracting(Guest::attached).containsExactly(true, false);
    guests(two.replace("attached: false", "attached: no, vlan: 5"));
    guests(two.replace("attached: false", "attached: later"));
    assertThat(faults())
        .containsExactly(
            "blog.yaml:10:35: \"later\" is neither true nor false.",
            "blog.yaml:10:45: a guest with a \"vlan\" is always attached."
                + " Remove \"vlan\" or \"attached\".");
  }

  @Test
  void aGuestMayBeADhcpServer() throws IOException {
    String server =
        "a1: {port: e1, ip: 10.0.0.1/24, mac: 00:00:00:00:aa:01, dhcp: {from: 10.0.0.77, to: X}}\n";
    assertThat(guests(server.replace("X", "10.0.0.99")).getFirst().dhcp())
        .contains(new DhcpPool("10.0.0.77", "10.0.0.99"));
    Topology topology = read(GATEWAY + server.replace(", to: X", "").indent(6)).orElseThrow();
    assertThat(topology.dhcpServers().getFirst().dhcp())
        .contains(new DhcpPool("10.0.0.77", "10.0.0.77"));
    guests(server.replace("X", "10.0.1.99"));
    guests(server.replace("X", "10.0.0.255"));
    guests(server.replace("X", "10.0.0.76"));
    guests(server.replace("X", "soon"));
    guests(server.replace("from: 10.0.0.77", "from: 10.0.0.1").replace("X", "10.0.0.9"));
    guests(server.replace("/24", "/8").replace("X", "10.0.99.1"));
    guests(server.replace("from: 10.0.0.77, to", "first"));
    guests(server.replace("{from: 10.0.0.77, to: X}", "yes"));
    String network = " is no address of the server's network, 10.0.0.0/24. Write one of it.";
    assertThat(faults())
        .containsExactlyInAnyOrder(
            "blog.yaml:9:91: \"10.0.1.99\"" + network,
            "blog.yaml:9:91: \"10.0.0.255\"" + network,
            "blog.yaml:9:91: \"to\" is before \"from\", 10.0.0.77. Swap them.",
            "blog.yaml:9:91: \"soon\"" + network,
            "blog.yaml:9:76: the server would give away its own address, 10.0.0.1.",
            "blog.yaml:9:90: a DHCP server gives away 1000 addresses at most, these are 25269."
                + " Take fewer.",
            "blog.yaml:9:69: \"dhcp\" of guest \"a1\" lacks \"from\". Add it.",
            "blog.yaml:9:70: unknown key \"first\" in \"dhcp\" of guest \"a1\". Known: from, to.",
            "blog.yaml:9:69: \"dhcp\" of guest \"a1\" is a plain value."
                + " Write a mapping, such as {key: value}.");
  }

  @Test
  void aHostAloneKnowsWhereItsTunnelsLead() throws IOException {
    Topology blog =
        TopologyReader.read(Path.of("topologies/blog.yaml"), new Problems()).orElseThrow();
    Topology alone = blog.alone(blog.switchHost("server1").orElseThrow(), "enp1s0");
    assertThat(alone.nodeNames()).containsExactly("server1", "red1", "blue1");
    assertThat(alone.nic()).contains("enp1s0");
    assertThat(alone.tunnelEnd("server2").orElseThrow().underlay().address())
        .isEqualTo("192.168.2.20");
  }

  @Test
  void ovnHasOneGateway() throws IOException {
    String begin =
        """
        format: 1
        hosts:
          internet: {kind: router}
          central: {kind: ovn, underlay: {ip: 192.168.1.10/24, via: internet}, bridge: s1}
        """;
    read(begin);
    assertThat(faults())
        .containsExactly(
            "blog.yaml:4:12: host \"central\" runs OVN, which the lab connects to one gateway."
                + " Keep one host of kind ovn and one of kind vtep or reference.");
    String gateway =
        "  gw: {kind: vtep, underlay: {ip: 192.168.2.20/24, via: internet}, bridge: s2}\n";
    assertThat(read(begin + gateway).orElseThrow().vteps()).hasSize(1);
  }

  @Test
  void aNewerFormatIsRefused() throws IOException {
    assertThat(read("format: 2\nhosts: {internet: {kind: router}}\n")).isEmpty();
    assertThat(faults())
        .containsExactly(
            "blog.yaml:1:9: format \"2\" is newer than this lab, which reads 1. Update the lab.");
  }

  @Test
  void missingAndDoubledKeysAreNamed() throws IOException {
    read("format: 1\nhosts:\n  s: {kind: vtep, kind: vtep, brige: s}\n");
    assertThat(faults())
        .containsExactly(
            "blog.yaml:3:6: host \"s\" lacks \"underlay\". Add it.",
            "blog.yaml:3:6: host \"s\" lacks \"bridge\". Add it.",
            "blog.yaml:3:19: key \"kind\" is defined twice (first on line 3). Remove one.",
            "blog.yaml:3:31: unknown key \"brige\" in host \"s\". Did you mean \"bridge\"?");
  }

  @Test
  void aCableMayHaveARateAndADelay() throws IOException {
    String text =
        """
        format: 1
        hosts:
          internet: {kind: router}
          ctl: {kind: controller, underlay: {ip: 192.168.3.2/24, via: internet}}
          server1:
            kind: vtep
            underlay: {ip: 192.168.1.10/24, via: internet, rate: 100mbit, delay: 20ms}
            bridge: s1
        """;
    Topology topology = read(text).orElseThrow();
    assertThat(topology.slowed()).extracting(Host::name).containsExactly("server1");
    Cable cable = topology.switchHost("server1").orElseThrow().cable();
    assertThat(cable.rate()).contains(new BitRate(100_000_000));
    assertThat(cable.delay()).contains(Duration.ofMillis(20));
    assertThat(cable.words()).isEqualTo("100mbit, 20ms");
    assertThat(read(text.replace("100mbit", "fast").replace("20ms", "20"))).isEmpty();
    assertThat(read(text.replace("100mbit", "100").replace("20ms", "2s"))).isEmpty();
    assertThat(read(text.replace("100mbit", "11gbit").replace("20ms", "0ms"))).isEmpty();
    assertThat(faults())
        .containsExactlyInAnyOrder(
            "blog.yaml:7:58: \"fast\" is no rate. Write 64kbit to 10gbit, such as 100mbit.",
            "blog.yaml:7:71: \"20\" lacks its unit. Write 20s.",
            "blog.yaml:7:58: rate \"100\" lacks its unit: kbit, mbit or gbit."
                + " Write 64kbit to 10gbit, such as 100mbit.",
            "blog.yaml:7:70: delay \"2s\" is out of range. Write 1ms to 1s.",
            "blog.yaml:7:58: rate \"11gbit\" is out of range."
                + " Write 64kbit to 10gbit, such as 100mbit.",
            "blog.yaml:7:73: delay \"0ms\" is out of range. Write 1ms to 1s.");
  }
}
