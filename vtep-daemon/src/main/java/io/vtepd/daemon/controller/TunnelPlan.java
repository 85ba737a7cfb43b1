package io.vtepd.daemon.controller;

import io.vtepd.vtep.IpField;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.PhysicalLocator;
import io.vtepd.vtep.RowValues;
import io.vtepd.vtep.Tunnel;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTransaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plans Tunnel.bfd_params. The rows are the VTEP's: it makes one for each end that it was told of,
 * and takes it away. Of tunnels that lead elsewhere than to a VTEP of ours nothing is touched: an
 * end that nobody speaks OVSDB at may know no BFD, and would count as dead.
 */
final class TunnelPlan {

  private final VtepSnapshot contents;
  private final VtepTransaction transaction;
  private final List<String> sentences;

  TunnelPlan(VtepSnapshot contents, VtepTransaction transaction, List<String> sentences) {
    this.contents = contents;
    this.transaction = transaction;
    this.sentences = sentences;
  }

  /**
   * Plans them all.
   *
   * @param networks what the VTEP shall be told
   * @param vteps where tunnels of VTEPs end
   */
  void plan(Iterable<DesiredNetwork> networks, Set<Ipv4Address> vteps, Bfd bfd) {
    Set<Ipv4Address> ends = new HashSet<>();
    for (DesiredNetwork network : networks) {
      ends.addAll(network.flood());
      network.stations().values().forEach(place -> ends.add(place.ip()));
    }
    ends.retainAll(vteps);
    contents.forEach(
        contents.tables().tunnel(),
        tunnel ->
            contents
                .get(contents.tables().physicalLocator(), tunnel.remote())
                .map(PhysicalLocator::dstIp)
                .flatMap(IpField::ipv4)
                .filter(ends::contains)
                .ifPresent(end -> plan(tunnel, end, bfd)));
  }

  private void plan(Tunnel tunnel, Ipv4Address end, Bfd bfd) {
    Map<String, String> there = tunnel.bfdParams();
    boolean isOff = !Boolean.parseBoolean(there.get("enable"));
    Map<String, String> wanted = new HashMap<>(there);
    wanted.putAll(bfd.params());
    if (wanted.equals(there) || (isOff && !bfd.enable())) {
      return;
    }
    Tunnel.Table table = contents.tables().tunnel();
    transaction.update(table, tunnel.row().uuid(), new RowValues().set(table.bfdParams(), wanted));
    sentences.add(
        bfd.enable()
            ? "BFD watches the tunnel to " + end + ": " + bfd.params() + "."
            : "BFD watches the tunnel to " + end + " no longer.");
  }
}
