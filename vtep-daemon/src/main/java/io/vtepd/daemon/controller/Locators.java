package io.vtepd.daemon.controller;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.IpField;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.PhysicalLocator;
import io.vtepd.vtep.PhysicalLocatorSet;
import io.vtepd.vtep.RowValues;
import io.vtepd.vtep.TunnelKey;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTransaction;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The locators of a database, to which a transaction adds what it needs. Nobody has to delete any:
 * the server drops those that nothing refers to.
 */
final class Locators {

  private final VtepSnapshot contents;
  private final VtepTransaction transaction;
  private final Map<Ipv4Address, Uuid> byEnd = new HashMap<>();
  private final Map<Uuid, Ipv4Address> ends = new HashMap<>();

  Locators(VtepSnapshot contents, VtepTransaction transaction) {
    this.contents = contents;
    this.transaction = transaction;
    contents.forEach(contents.tables().physicalLocator(), this::add);
  }

  private void add(PhysicalLocator locator) {
    Optional<Ipv4Address> end = locator.dstIp().ipv4();
    boolean usable =
        locator.tunnelKey() instanceof TunnelKey.Unset
            && locator.encapsulationType().equals(PhysicalLocator.VXLAN_OVER_IPV4);
    if (end.isPresent() && usable) {
      byEnd.put(end.get(), locator.row().uuid());
      ends.put(locator.row().uuid(), end.get());
    }
  }

  /** Whether that row is the locator of that end. */
  boolean leadsTo(Uuid locator, Ipv4Address end) {
    return end.equals(ends.get(locator));
  }

  /** Whether that set has the locators of those ends and no others. */
  boolean leadsTo(Uuid set, Collection<Ipv4Address> wanted) {
    List<Uuid> locators =
        contents
            .get(contents.tables().physicalLocatorSet(), set)
            .map(PhysicalLocatorSet::locators)
            .orElse(List.of());
    Set<Ipv4Address> there = new HashSet<>();
    locators.forEach(locator -> there.add(ends.get(locator)));
    return there.equals(Set.copyOf(wanted));
  }

  /** The locator of that end, made if it is not there. */
  Uuid to(Ipv4Address end) {
    return byEnd.computeIfAbsent(
        end,
        ip -> {
          PhysicalLocator.Table table = contents.tables().physicalLocator();
          return transaction.insert(
              table,
              new RowValues()
                  .set(table.encapsulationType(), PhysicalLocator.VXLAN_OVER_IPV4)
                  .set(table.dstIp(), IpField.of(ip)));
        });
  }

  /** A new set: one that is there may not be changed. */
  Uuid setOf(Collection<Ipv4Address> wanted) {
    PhysicalLocatorSet.Table table = contents.tables().physicalLocatorSet();
    List<Uuid> locators = wanted.stream().sorted().map(this::to).toList();
    return transaction.insert(table, new RowValues().set(table.locators(), locators));
  }
}
