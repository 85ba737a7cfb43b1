package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.PhysicalLocator;
import io.vtepd.vtep.VtepSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Physical_Locator rows of one commit, each looked up and parsed once: thousands of stations
 * name the same few.
 */
final class Locators {

  /**
   * A row that is there.
   *
   * @param ip dst_ip; empty if it is no IPv4 address
   */
  record Locator(PhysicalLocator row, Optional<Ipv4Address> ip) {}

  private final VtepSnapshot snapshot;
  private final Map<Uuid, Optional<Locator>> known = new HashMap<>();

  Locators(VtepSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** The row of that UUID; empty if there is none. */
  Optional<Locator> get(Uuid uuid) {
    return known.computeIfAbsent(
        uuid,
        row ->
            snapshot
                .get(snapshot.tables().physicalLocator(), row)
                .map(view -> new Locator(view, view.dstIp().ipv4())));
  }
}
