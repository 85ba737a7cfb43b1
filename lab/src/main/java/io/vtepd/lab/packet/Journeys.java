package io.vtepd.lab.packet;

import io.vtepd.lab.capture.Sighting;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Joins sightings of one frame at several points by its bytes. Tenants may send the very same bytes
 * at the same time: then it counts which VNI a guest is in, which a first pass learns from all
 * frames and a second one goes by.
 */
public final class Journeys {

  /** What is compared of a frame; sequence numbers and checksums are within. */
  private static final int COMPARED_BYTES = 192;

  /** An ARP packet without what a switch may have padded it with. */
  private static final int ARP_BYTES = 42;

  private static final int ARP_AT = 12;
  private static final short ARP = 0x0806;

  /** Longer than any frame is under way here. */
  private static final long WINDOW_US = 500_000;

  /** A guest is in a VNI when so many of a hundred of its frames were. */
  private static final int CERTAIN_PERCENT = 80;

  private final Map<String, String> macs;
  private final Map<String, Integer> vnis;
  private final Map<ByteBuffer, List<Integer>> open = new HashMap<>();
  private final List<Journey> journeys = new ArrayList<>();

  private Journeys(Map<String, String> macs, Map<String, Integer> vnis) {
    this.macs = macs;
    this.vnis = vnis;
  }

  /**
   * Joins them.
   *
   * @param sightings in order of time
   * @param macs the MAC address of each guest; every other node carries the underlay
   */
  public static List<Journey> join(List<Sighting> sightings, Map<String, String> macs) {
    List<Journey> first = new Journeys(macs, Map.of()).take(sightings);
    return new Journeys(macs, learn(first)).take(sightings);
  }

  /** Which VNI each guest is in, of those where the frames agree. */
  public static Map<String, Integer> learn(List<Journey> journeys) {
    Map<String, Map<Integer, Integer>> votes = new HashMap<>();
    for (Journey journey : journeys) {
      OptionalInt vni = journey.vni();
      if (vni.isPresent()) {
        for (String guest : journey.guests()) {
          votes.computeIfAbsent(guest, _ -> new HashMap<>()).merge(vni.getAsInt(), 1, Integer::sum);
        }
      }
    }
    Map<String, Integer> learned = new HashMap<>();
    votes.forEach((guest, counts) -> {
      int all = counts.values().stream().mapToInt(Integer::intValue).sum();
      counts.entrySet().stream()
          .max(Comparator.comparingInt(Map.Entry::getValue))
          .filter(most -> most.getValue() * 100 >= all * CERTAIN_PERCENT)
          .ifPresent(most -> learned.put(guest, most.getKey()));
    });
    return learned;
  }

  private List<Journey> take(List<Sighting> sightings) {
    sightings.forEach(this::take);
    return journeys.stream().sorted(Comparator.comparingLong(Journey::timeUs)).toList();
  }

  private void take(Sighting sighting) {
    String node = sighting.point().node();
    String device = sighting.point().device();
    if (macs.containsKey(node)) {
      if (Decoder.station(sighting.bytes()) instanceof Decoded.Plain(Frame frame, var bytes)) {
        Hop hop = new Hop(node, device, sighting.timeUs(), Optional.empty());
        boolean sent = frame.source().equals(macs.get(node));
        add(frame, key(bytes), sighting.wireLengthBytes(), hop, sent, !sent);
      }
    } else if (Decoder.underlay(sighting.bytes()) instanceof Decoded.Vxlan vxlan) {
      Hop.Outer outer = new Hop.Outer(vxlan.source(), vxlan.destination(), vxlan.vni());
      Hop hop = new Hop(node, device, sighting.timeUs(), Optional.of(outer));
      add(vxlan.inner(), key(vxlan.bytes()), vxlan.bytes().remaining(), hop, false, false);
    }
  }

  private void add(
      Frame frame, ByteBuffer key, int length, Hop hop, boolean sent, boolean received) {
    List<Integer> known = open.computeIfAbsent(key, _ -> new ArrayList<>());
    OptionalInt mine =
        sent
            ? OptionalInt.empty()
            : IntStream.range(0, known.size())
                .map(i -> known.get(known.size() - 1 - i))
                .filter(index -> fits(journeys.get(index), hop))
                .findFirst();
    if (mine.isPresent()) {
      int index = mine.getAsInt();
      journeys.set(index, journeys.get(index).with(hop, received));
      return;
    }
    Optional<String> sender = sent ? Optional.of(hop.node()) : Optional.empty();
    Journey journey = Journey.begin(frame, length, sender, hop);
    known.add(journeys.size());
    journeys.add(
        received ? new Journey(frame, length, sender, List.of(hop.node()), List.of(hop)) : journey);
  }

  private boolean fits(Journey journey, Hop hop) {
    if (hop.timeUs() - journey.timeUs() > WINDOW_US || journey.passed(hop)) {
      return false;
    }
    Optional<Integer> here =
        hop.outer().isPresent()
            ? hop.outer().map(Hop.Outer::vni)
            : Optional.ofNullable(vnis.get(hop.node()));
    OptionalInt seen = journey.vni();
    Optional<Integer> there =
        seen.isPresent()
            ? Optional.of(seen.getAsInt())
            : journey.guests().stream().filter(vnis::containsKey).map(vnis::get).findFirst();
    return here.isEmpty() || there.isEmpty() || here.equals(there);
  }

  private static ByteBuffer key(ByteBuffer bytes) {
    boolean arp =
        bytes.remaining() >= ARP_BYTES && bytes.getShort(bytes.position() + ARP_AT) == ARP;
    int length = Math.min(bytes.remaining(), arp ? ARP_BYTES : COMPARED_BYTES);
    return bytes.slice(bytes.position(), length);
  }
}
