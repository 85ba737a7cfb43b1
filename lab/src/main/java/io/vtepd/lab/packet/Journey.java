package io.vtepd.lab.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One frame on its way through the lab.
 *
 * @param lengthBytes of the tenant's frame
 * @param sender the guest that sent it; empty when no guest did
 * @param receivers guests that it came to
 * @param hops in order of time, the first is where it was seen first
 */
public record Journey(
    Frame frame, int lengthBytes, Optional<String> sender, List<String> receivers, List<Hop> hops) {

  public Journey {
    receivers = List.copyOf(receivers);
    hops = List.copyOf(hops);
  }

  /** A journey that begins. */
  static Journey begin(Frame frame, int lengthBytes, Optional<String> sender, Hop hop) {
    return new Journey(frame, lengthBytes, sender, List.of(), List.of(hop));
  }

  /** The same, seen once more. */
  Journey with(Hop hop, boolean received) {
    List<Hop> more = new ArrayList<>(hops);
    more.add(hop);
    List<String> all = new ArrayList<>(receivers);
    if (received) {
      all.add(hop.node());
    }
    return new Journey(frame, lengthBytes, sender, all, more);
  }

  /** When it was seen first, in microseconds since 1970. */
  public long timeUs() {
    return hops.getFirst().timeUs();
  }

  /** The VNI that it travelled in. */
  public OptionalInt vni() {
    return hops.stream().flatMap(hop -> hop.outer().stream()).mapToInt(Hop.Outer::vni).findFirst();
  }

  /** Guests that it was at, its sender first. */
  public List<String> guests() {
    List<String> guests = new ArrayList<>();
    sender.ifPresent(guests::add);
    guests.addAll(receivers);
    return guests;
  }

  /** Whether it passed this point already, in a tunnel to the same end. */
  boolean passed(Hop hop) {
    return hops.stream()
        .anyMatch(each ->
            each.node().equals(hop.node())
                && each.device().equals(hop.device())
                && each.outer()
                    .map(Hop.Outer::destination)
                    .equals(hop.outer().map(Hop.Outer::destination)));
  }
}
