package io.vtepd.bridge.feedback;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.IpField;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.PhysicalLocator;
import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.RowValues;
import io.vtepd.vtep.VtepTransaction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One transaction of reports in the making: what was measured, what the database says, and the
 * operations that make the second agree with the first. Pure.
 */
final class Reports {

  private final LocalRows rows;
  private final Map<String, Measured> switches;
  private final VtepTransaction transaction;
  private final Map<Ipv4Address, Uuid> newLocators = new HashMap<>();

  Reports(LocalRows rows, Map<String, Measured> switches, RandomGenerator uuids) {
    this.rows = rows;
    this.switches = switches;
    this.transaction = new VtepTransaction(uuids);
  }

  LocalRows rows() {
    return rows;
  }

  VtepTransaction transaction() {
    return transaction;
  }

  Map<String, Measured> switches() {
    return switches;
  }

  /** Where the tunnels of the switch of that name end. */
  Optional<Ipv4Address> tunnelIp(String switchName) {
    return rows.physicalSwitch(switchName).flatMap(LocalRows::tunnelIp);
  }

  /**
   * Whether a local row with that address is one of ours, and we know enough to judge it: all
   * switches that have the address, or all that there are if none has it, have been read.
   */
  boolean mayJudge(Optional<Ipv4Address> ip) {
    boolean owned = false;
    for (PhysicalSwitch each : rows.physicalSwitches()) {
      boolean owns =
          ip.isPresent() && each.tunnelIps().stream().anyMatch(field -> field.ipv4().equals(ip));
      if (owns) {
        owned = true;
        if (!isSettled(each.name())) {
          return false;
        }
      }
    }
    return owned || rows.physicalSwitches().stream().allMatch(each -> isSettled(each.name()));
  }

  private boolean isSettled(String switchName) {
    return Optional.ofNullable(switches.get(switchName)).filter(Measured::isSettled).isPresent();
  }

  /** The locator of one of our own addresses, made if there is none. */
  Uuid ownLocator(Ipv4Address ip) {
    return rows.plainLocator(ip)
        .orElseGet(() -> newLocators.computeIfAbsent(ip, this::insertLocator));
  }

  private Uuid insertLocator(Ipv4Address ip) {
    PhysicalLocator.Table table = rows.tables().physicalLocator();
    return transaction.insert(
        table,
        new RowValues()
            .set(table.encapsulationType(), PhysicalLocator.VXLAN_OVER_IPV4)
            .set(table.dstIp(), IpField.of(ip)));
  }
}
