package io.vtepd.bridge.desired;

import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.Vni;
import java.util.Comparator;
import java.util.Objects;

/**
 * Where a frame leaves into the underlay.
 *
 * @param remote the other end of the tunnel
 * @param vni the network that the frame is sent in
 */
public record Destination(Ipv4Address remote, Vni vni) implements Comparable<Destination> {

  private static final Comparator<Destination> ORDER =
      Comparator.comparing(Destination::remote).thenComparing(Destination::vni);

  public Destination {
    Objects.requireNonNull(remote);
    Objects.requireNonNull(vni);
  }

  @Override
  public int compareTo(Destination other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return remote + "/" + vni;
  }
}
