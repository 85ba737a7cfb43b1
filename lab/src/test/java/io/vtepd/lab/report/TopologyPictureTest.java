package io.vtepd.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.lab.packet.OvsdbMessage;
import io.vtepd.lab.scenario.Scenario;
import io.vtepd.lab.topology.Topology;
import io.vtepd.lab.topology.TopologyReader;
import io.vtepd.lab.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyPictureTest {

  private static final Map<String, Double> SIZES =
      Map.of("name", 13.0, "port", 10.0, "address", 11.0, "tunnelword", 11.0, "more", 11.0);

  @TempDir private Path folder;

  private record Word(String text, double left, double right, double top, double bottom) {
    boolean covers(Word other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  private static String draw(Topology topology) {
    return draw(topology, List.of());
  }

  private static String draw(Topology topology, List<OvsdbMessage> messages) {
    Scenario scenario = new Scenario("x", "X", Set.of(), topology, List.of(), "x.yaml", List.of());
    RunRecord run =
        new RunRecord(
            scenario,
            "lab/run x",
            0,
            1,
            2,
            "",
            List.of(),
            List.of(),
            List.of(),
            messages,
            0,
            List.of(),
            List.of(),
            Map.of());
    return TopologyPicture.draw(run, Tenants.of(topology, List.of(), List.of()));
  }

  private static Topology read(Path file) throws IOException {
    Problems problems = new Problems();
    return TopologyReader.read(file, problems)
        .orElseThrow(() -> new IOException(problems.all().toString()));
  }

  private static List<Word> words(String svg) {
    List<Word> words = new ArrayList<>();
    Matcher matcher =
        Pattern.compile(
                "<text x=\"([\\d.]+)\" y=\"([\\d.]+)\" text-anchor=\"(\\w+)\" class=\"(\\w+)\">"
                    + "([^<]+)")
            .matcher(svg);
    while (matcher.find()) {
      double size = SIZES.getOrDefault(matcher.group(4), 11.0);
      double width = TextWidth.of(matcher.group(5), size);
      double x = Double.parseDouble(matcher.group(1));
      double y = Double.parseDouble(matcher.group(2));
      double left =
          switch (matcher.group(3)) {
            case "middle" -> x - width / 2;
            case "end" -> x - width;
            default -> x;
          };
      words.add(new Word(matcher.group(5), left, left + width, y - size * 0.8, y));
    }
    return words;
  }

  private static void assertNothingOverlaps(String svg) {
    List<Word> words = words(svg);
    assertThat(words).isNotEmpty();
    for (int i = 0; i < words.size(); i++) {
      for (Word other : words.subList(i + 1, words.size())) {
        assertThat(words.get(i).covers(other)).as(words.get(i) + " and " + other).isFalse();
      }
    }
  }

  @Test
  void everyTopologyThatShipsIsDrawnTheSameTwiceAndNoLabelIsOnAnother() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("topologies"))) {
      for (Path file : files.sorted().toList()) {
        String svg = draw(read(file));
        assertNothingOverlaps(svg);
        assertThat(draw(read(file))).as(file.toString()).isEqualTo(svg);
      }
    }
  }

  @Test
  void moreThan24GuestsFold() throws IOException {
    StringBuilder text = new StringBuilder("format: 1\nhosts:\n  internet: {kind: router}\n");
    for (int host = 1; host <= 3; host++) {
      text.append(
          """
            h%1$d:
              kind: vtep
              underlay: {ip: 192.168.%1$d.1/24, via: internet}
              bridge: s%1$d
              guests:
          """
              .formatted(host));
      for (int guest = 1; guest <= 20; guest++) {
        text.append(
            "      g%1$d-%2$d: {port: s%1$d-eth%2$d, ip: 10.0.%1$d.%2$d/8, mac: 02:00:00:00:0%1$d:%2$02d}\n"
                .formatted(host, guest));
      }
    }
    Path file = Files.writeString(folder.resolve("many.yaml"), text);
    String svg = draw(read(file));
    assertNothingOverlaps(svg);
    assertThat(svg).contains("and 12 more guests").contains("g3-8").doesNotContain("g3-9");
  }

  @Test
  void cablesBetweenRoutersAreDrawnWithTheirAddresses() throws IOException {
    String svg = draw(read(Path.of("topologies/failover.yaml")));
    assertThat(svg)
        .contains(
            "l1  172.31.0.1/30 to 172.31.0.2/30",
            "l2  172.31.0.5/30 to ",
            "l3  172.31.0.10/30 to ");
  }

  @Test
  void aControllerHasItsCableAndItsConversations() throws IOException {
    Topology sites = read(Path.of("topologies/two-sites.yaml"));
    OvsdbMessage message =
        new OvsdbMessage(
            1, "192.168.1.10", "192.168.9.9", 6640, true, true, "TLS hello", "hello", "");
    String svg = draw(sites, List.of(message));
    assertNothingOverlaps(svg);
    assertThat(svg)
        .contains("192.168.9.9/24", "p1 192.168.9.1/24", "OVSDB, TLS 6640")
        .contains("class=\"ovsdb tls\"");
  }
}
