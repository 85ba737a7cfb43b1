package io.vtepd.daemon.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.tls.stream.Target;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.Vni;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworksReaderTest {

  private static Networks parse(String text) throws NetworksException {
    return NetworksReader.parse("nets.json", text);
  }

  private static void refused(String text, String... messages) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(NetworksException.class)
        .hasMessage(String.join("\n", messages));
  }

  @Test
  void readsEverythingThatMayStandThere() throws NetworksException {
    Networks networks =
        parse(
            """
            { // two sites
              "format": 1,
              "vteps": ["ssl:192.168.1.10:6640", "tcp:192.168.2.20:6632"],
              "networks": {
                "red": {
                  "vni": 100,
                  "ports": [
                    {"switch": "s1", "port": "s1-eth1"},
                    {"switch": "s2", "port": "s2-eth1", "vlan": 10}, # a trunk
                  ],
                  "endpoints": [{"ip": "192.168.3.30", "macs": ["00:00:00:00:aa:01"]}]
                }
              }
            }
            """);
    assertThat(networks.vteps())
        .containsExactly(
            Target.parseActive("ssl:192.168.1.10:6640"),
            Target.parseActive("tcp:192.168.2.20:6632"));
    assertThat(networks.networks())
        .containsExactly(
            new Network(
                "red",
                new Vni(100),
                List.of(
                    new PortBinding("s1", "s1-eth1", VlanId.UNTAGGED),
                    new PortBinding("s2", "s2-eth1", new VlanId(10))),
                List.of(
                    new Endpoint(
                        Ipv4Address.of("192.168.3.30"),
                        List.of(MacAddress.of("00:00:00:00:aa:01"))))));
  }

  @Test
  void tellsAllFaultsWithTheirPlacesAndWhatToDo() {
    refused(
        """
        {
          "format": 2,
          "vtep": [],
          "vteps": ["pssl:6640"],
          "networks": {
            "red": {"vni": 0, "ports": [{"switch": "s1"}]},
            "red": {"vni": 100},
            "blue": {"vni": 7, "ports": [{"switch": "s1", "port": "p1", "vlan": 4095}]},
            "green": {"vni": 7, "ports": "p1"}
          }
        }
        """,
        "nets.json:2:13: \"format\" is 2. Write a number from 1 to 1.",
        "nets.json:3:3: the file has no \"vtep\". It may have [format, vteps, bfd, networks].",
        "nets.json:4:13: target 'pssl:6640' listens; give one to dial: ssl:HOST[:PORT],"
            + " tcp:HOST[:PORT] or unix:FILE.",
        "nets.json:6:20: \"vni\" is 0. Write a number from 1 to 16777215.",
        "nets.json:6:33: \"port\" is missing. Add it.",
        "nets.json:7:5: \"red\" stands on line 6, too. Keep one.",
        "nets.json:8:73: \"vlan\" (0: untagged) is 4095. Write a number from 0 to 4094.",
        "nets.json:9:22: VNI 7 is that of the network on line 8. Take another.",
        "nets.json:9:34: \"ports\" is \"p1\". Write a list: [ ... ].");
  }

  @Test
  void readsHowTunnelsAreWatched() throws NetworksException {
    assertThat(parse("{\"format\": 1}").bfd()).isEmpty();
    assertThat(parse("{\"format\": 1, \"bfd\": true}").bfd()).contains(Bfd.ON);
    assertThat(parse("{\"format\": 1, \"bfd\": false}").bfd()).contains(Bfd.OFF);
    Bfd given = parse("{\"format\": 1, \"bfd\": {\"min_rx\": 100}}").bfd().orElseThrow();
    assertThat(given.params()).isEqualTo(Map.of("enable", "true", "min_rx", "100"));
    refused(
        "{\"format\": 1, \"bfd\": {\"min_rx\": 5, \"decay\": 1}}",
        "nets.json:1:33: \"min_rx\" (ms) is 5. Write a number from 10 to 60000.",
        "nets.json:1:36: \"bfd\" has no \"decay\". It may have [min_rx, min_tx].");
    refused(
        "{\"format\": 1, \"bfd\": \"on\"}",
        "nets.json:1:22: \"bfd\" is \"on\". Write true, false, or {\"min_rx\": MILLISECONDS}.");
  }

  @Test
  void refusesABindingThatIsThereTwice() {
    refused(
        """
        {"format": 1, "networks": {
          "red": {"vni": 1, "ports": [{"switch": "s1", "port": "p1"}]},
          "blue": {"vni": 2, "ports": [{"switch": "s1", "port": "p1", "vlan": 0}]}}}
        """,
        "nets.json:3:32: port p1 untagged of s1 is bound on line 2. Keep one.");
  }

  @Test
  void refusesWhatIsNoStation() {
    refused(
        """
        {"format": 1, "networks": {"red": {"vni": 1, "endpoints": [
          {"ip": "fe80::1", "macs": ["ff:ff:ff:ff:ff:ff", 1]}]}}}
        """,
        "nets.json:2:10: \"fe80::1\" is no IPv4 address. Write 192.0.2.1.",
        "nets.json:2:30: \"ff:ff:ff:ff:ff:ff\" is no station's MAC. Write 00:11:22:33:44:55.",
        "nets.json:2:51: a MAC is 1. Write a text in quotes.");
  }

  @Test
  void tellsWhereTheJsonIsBroken() {
    assertThatThrownBy(() -> parse("{\"format\": 1,\n  \"vteps\": [}\n"))
        .isInstanceOf(NetworksException.class)
        .hasMessageStartingWith("nets.json:2:13: ")
        .hasMessageEndingWith("Mend the JSON there.");
    assertThatThrownBy(() -> parse(" "))
        .hasMessage("nets.json:1:1: the file is empty. Begin with {\"format\": 1}.");
    assertThatThrownBy(() -> parse("{\"format\": 1} {}"))
        .hasMessage("nets.json:1:15: something follows the end. Remove it.");
    assertThatThrownBy(() -> parse("[".repeat(100))).isInstanceOf(NetworksException.class);
  }
}
