package io.vtepd.lab.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.lab.capture.CapturePoint;
import io.vtepd.lab.capture.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JourneysTest {

  private static final Map<String, String> MACS =
      Map.of(
          "red1",
          "00:00:00:00:aa:01",
          "blue1",
          "00:00:00:00:aa:01",
          "red2",
          "00:00:00:00:aa:02",
          "blue2",
          "00:00:00:00:aa:02");

  private final List<Sighting> sightings = new ArrayList<>();
  private long timeUs = 1_000_000;

  private void at(String node, String device, String hex) {
    String filter = MACS.containsKey(node) ? "" : "udp";
    timeUs += 10;
    var bytes = Bytes.of(hex);
    sightings.add(
        new Sighting(new CapturePoint(node, device, filter), timeUs, bytes, bytes.limit()));
  }

  private void through(int vni, String hex) {
    at("internet", "p1", Bytes.vxlan(9, 8, vni, hex));
    at("internet", "p2", Bytes.vxlan(9, 8, vni, hex));
  }

  @Test
  void oneFrameSeenAtFourPointsIsOneJourney() {
    at("red1", "eth0", Bytes.ARP_REQUEST);
    through(100, Bytes.ARP_REQUEST);
    at("red2", "eth0", Bytes.ARP_REQUEST);
    List<Journey> journeys = Journeys.join(sightings, MACS);
    assertThat(journeys).hasSize(1);
    Journey journey = journeys.getFirst();
    assertThat(journey.sender()).contains("red1");
    assertThat(journey.receivers()).containsExactly("red2");
    assertThat(journey.vni()).hasValue(100);
    assertThat(journey.hops()).hasSize(4);
  }

  @Test
  void theSameBytesSentAgainAreAnotherJourney() {
    for (int i = 0; i < 3; i++) {
      at("red1", "eth0", Bytes.ARP_REQUEST);
      through(100, Bytes.ARP_REQUEST);
    }
    assertThat(Journeys.join(sightings, MACS)).hasSize(3).allMatch(j -> j.hops().size() == 3);
  }

  @Test
  void equalFramesOfTwoTenantsAtTheSameTimeAreKeptApart() {
    for (int i = 0; i < 5; i++) {
      at("red1", "eth0", Bytes.ping(8, i));
      through(100, Bytes.ping(8, i));
      at("red2", "eth0", Bytes.ping(8, i));
      at("blue1", "eth0", Bytes.ping(8, 10 + i));
      through(200, Bytes.ping(8, 10 + i));
      at("blue2", "eth0", Bytes.ping(8, 10 + i));
    }
    at("red1", "eth0", Bytes.ARP_REQUEST);
    at("blue1", "eth0", Bytes.ARP_REQUEST);
    at("internet", "p1", Bytes.vxlan(9, 8, 100, Bytes.ARP_REQUEST));
    at("internet", "p1", Bytes.vxlan(9, 8, 200, Bytes.ARP_REQUEST));
    at("blue2", "eth0", Bytes.ARP_REQUEST);
    at("red2", "eth0", Bytes.ARP_REQUEST);
    List<Journey> journeys = Journeys.join(sightings, MACS);
    assertThat(journeys).hasSize(12);
    assertThat(journeys)
        .allSatisfy(journey -> {
          String colour = journey.sender().orElseThrow().replaceAll("\\d", "");
          assertThat(journey.receivers()).containsExactly(colour + "2");
          assertThat(journey.vni()).hasValue(colour.equals("red") ? 100 : 200);
        });
    assertThat(Journeys.learn(journeys)).containsEntry("red2", 100).containsEntry("blue2", 200);
  }

  @Test
  void aFrameThatNobodyPassedOnHasItsSenderOnly() {
    at("red1", "eth0", Bytes.ARP_REQUEST);
    timeUs += 2_000_000;
    at("red2", "eth0", Bytes.ARP_REQUEST);
    List<Journey> journeys = Journeys.join(sightings, MACS);
    assertThat(journeys).hasSize(2);
    assertThat(journeys.getFirst().receivers()).isEmpty();
    assertThat(journeys.getLast().sender()).isEmpty();
  }
}
