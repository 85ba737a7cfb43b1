package io.vtepd.lab.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.lab.topology.Topology;
import io.vtepd.lab.topology.TopologyReader;
import io.vtepd.lab.yaml.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WiringTest {

  private static Plan blog() throws IOException {
    Topology topology =
        TopologyReader.read(Path.of("topologies/blog.yaml"), new Problems()).orElseThrow();
    return new Plan("abc123", topology);
  }

  @Test
  void everyEndOfEveryCableIsUpWithChecksumOffloadOff() throws IOException {
    Wiring wiring = new Wiring(blog(), Delays.NONE);
    Map<String, String> scripts = wiring.scripts();
    Matcher end = Pattern.compile("(\\S+) netns vlabc123-(\\S+)").matcher(wiring.cables());
    int ends = 0;
    while (end.find()) {
      ends++;
      assertThat(scripts.get(end.group(2)))
          .contains(
              "ip link set " + end.group(1) + " up", "ethtool -K " + end.group(1) + " tx off");
    }
    assertThat(ends).isEqualTo(12);
  }

  @Test
  void interfacesKeepWithinLinuxsLimitAndNamespacesAreOfThisLab() throws IOException {
    Plan plan = blog();
    assertThat(plan.uplinks())
        .extracting(Plan.Uplink::routerInterface)
        .containsExactly("p1", "p2")
        .allMatch(name -> name.length() <= 15);
    assertThat(plan.uplinks())
        .extracting(uplink -> uplink.gateway().toString())
        .containsExactly("192.168.1.1/24", "192.168.2.1/24");
    assertThat(plan.namespaces()).hasSize(7).allMatch(n -> n.name().startsWith("vlabc123-"));
  }

  @Test
  void linkedRoutersKnowEveryPathTheShortestFirst() throws IOException {
    Topology topology =
        TopologyReader.read(Path.of("topologies/failover.yaml"), new Problems()).orElseThrow();
    Plan plan = new Plan("abc123", topology);
    assertThat(plan.trunks()).extracting(Plan.Trunk::device).containsExactly("l1", "l2", "l3");
    assertThat(new Routes(plan).of("west").lines().limit(2))
        .containsExactly(
            "ip route replace 192.168.2.0/24 via 172.31.0.2 dev l1 metric 100",
            "ip route replace 192.168.2.0/24 via 172.31.0.6 dev l2 metric 201");
    assertThat(new Routes(plan).of("east").lines())
        .containsExactly(
            "ip route replace 192.168.1.0/24 via 172.31.0.1 dev l1 metric 100",
            "ip route replace 192.168.1.0/24 via 172.31.0.9 dev l3 metric 201");
    assertThat(plan.interfacesOf("east").keySet()).containsExactly("p2", "p3", "p4", "l1", "l3");
    assertThat(new Routes(blog()).of("internet")).isEmpty();
  }

  @Test
  void guestsHaveRoomForTheVxlanHeader() throws IOException {
    for (String guest : List.of("red1", "blue1", "red2", "blue2")) {
      assertThat(new Wiring(blog(), Delays.NONE).scripts().get(guest)).contains("mtu 1450");
    }
  }
}
