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
    Wiring wiring = new Wiring(blog());
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
  void guestsHaveRoomForTheVxlanHeader() throws IOException {
    for (String guest : List.of("red1", "blue1", "red2", "blue2")) {
      assertThat(new Wiring(blog()).scripts().get(guest)).contains("mtu 1450");
    }
  }
}
