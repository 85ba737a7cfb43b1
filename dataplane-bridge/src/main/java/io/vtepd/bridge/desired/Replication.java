package io.vtepd.bridge.desired;

import io.vtepd.vtep.ReplicationMode;
import java.util.List;
import java.util.Objects;

/**
 * Who gets copies of a flooded frame on the underlay.
 *
 * @param mode {@code SERVICE_NODE}: the first destination in the list whose BFD is up or that has
 *     no BFD; {@code SOURCE_NODE}: all of them
 * @param to unique, in ascending order; never empty
 */
public record Replication(ReplicationMode mode, List<Destination> to) {

  public Replication {
    Objects.requireNonNull(mode);
    to = to.stream().distinct().sorted().toList();
    if (to.isEmpty()) {
      throw new IllegalArgumentException("replication to nobody");
    }
  }
}
