package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.PhysicalLocator;
import io.vtepd.vtep.Tunnel;
import io.vtepd.vtep.VtepSnapshot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a row of Tunnel asks for.
 *
 * @param local the end on our side that it names; empty if it is none of the switch's addresses
 */
record TunnelWish(
    Uuid row,
    Optional<Ipv4Address> local,
    Map<String, String> bfdParams,
    Map<String, String> bfdConfigRemote) {

  /** Of several rows for one endpoint: our first address, what a controller wrote, lowest UUID. */
  private static final Comparator<TunnelWish> ORDER =
      Comparator.comparing((TunnelWish wish) -> !wish.isAskedFor())
          .thenComparing(wish -> wish.local().isEmpty())
          .thenComparing(wish -> wish.local().map(ip -> ip.bits() & 0xffff_ffffL).orElse(0L))
          .thenComparing(TunnelWish::row);

  TunnelWish {
    bfdParams = Map.copyOf(bfdParams);
    bfdConfigRemote = Map.copyOf(bfdConfigRemote);
  }

  /**
   * Whether a controller wants the tunnel for its own sake. A row with neither column filled is one
   * that the appliance made to report a tunnel that is in use, and must not keep it in use.
   */
  boolean isAskedFor() {
    return !bfdParams.isEmpty() || !bfdConfigRemote.isEmpty();
  }

  /** The wishes of those rows by the remote end; rows without usable locators wish nothing. */
  static Map<Ipv4Address, TunnelWish> of(
      Set<Uuid> rows, VtepSnapshot snapshot, LocalAddresses addresses) {
    Map<Ipv4Address, TunnelWish> wishes = new HashMap<>();
    for (Uuid uuid : rows) {
      Optional<Tunnel> row = snapshot.get(snapshot.tables().tunnel(), uuid);
      Optional<Ipv4Address> remote =
          row.flatMap(tunnel -> address(tunnel.remote(), snapshot))
              .filter(ip -> ip.isUnicast() && !addresses.contains(ip));
      if (row.isPresent() && remote.isPresent()) {
        TunnelWish wish =
            new TunnelWish(
                uuid,
                address(row.get().local(), snapshot).filter(addresses::contains),
                row.get().bfdParams(),
                row.get().bfdConfigRemote());
        wishes.merge(remote.get(), wish, (a, b) -> ORDER.compare(a, b) <= 0 ? a : b);
      }
    }
    return wishes;
  }

  private static Optional<Ipv4Address> address(Uuid locator, VtepSnapshot snapshot) {
    Optional<PhysicalLocator> row = snapshot.get(snapshot.tables().physicalLocator(), locator);
    return row.flatMap(view -> view.dstIp().ipv4());
  }
}
