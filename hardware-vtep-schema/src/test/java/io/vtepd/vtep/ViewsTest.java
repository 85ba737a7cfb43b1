package io.vtepd.vtep;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewsTest {

  private final VtepTables tables = VtepTables.of(HardwareVtepSchema.load());
  private final Uuid uuid = Uuid.of("11111111-2222-4333-8444-555555555555");
  private final Uuid other = Uuid.of("66666666-2222-4333-8444-555555555555");

  private Row row(VtepTable<?> table, RowValues values) {
    return Row.ofDefaults(table.schema(), uuid, Uuid.ZERO).with(values.toMap(), Uuid.ZERO);
  }

  @Test
  void rowsOfDefaultsReadAsNothing() {
    LogicalSwitch logicalSwitch =
        tables.logicalSwitch().view(row(tables.logicalSwitch(), new RowValues()));
    PhysicalPort port = tables.physicalPort().view(row(tables.physicalPort(), new RowValues()));
    UcastMacsRemote mac =
        tables.ucastMacsRemote().view(row(tables.ucastMacsRemote(), new RowValues()));

    assertThat(logicalSwitch.tunnelKey()).isEqualTo(new TunnelKey.Unset());
    assertThat(logicalSwitch.replicationMode()).isEmpty();
    assertThat(logicalSwitch.effectiveReplicationMode()).isEqualTo(ReplicationMode.SERVICE_NODE);
    assertThat(port.vlanBindings()).isEmpty();
    assertThat(mac.mac()).isEqualTo(new MacField.Malformed(""));
    assertThat(mac.ipaddr()).isEqualTo(new IpField.Absent());
    assertThat(mac.logicalSwitch()).isEqualTo(Uuid.ZERO);
  }

  @Test
  void readsBackWhatWasWritten() {
    PhysicalPort.Table columns = tables.physicalPort();
    List<VlanPair> bindings =
        List.of(VlanPair.of(VlanId.UNTAGGED, other), VlanPair.of(new VlanId(100), uuid));
    PhysicalPort port =
        columns.view(
            row(
                columns,
                new RowValues()
                    .set(columns.name(), "eth1")
                    .set(columns.vlanBindings(), bindings)
                    .set(columns.portFaultStatus(), List.of(FaultName.INVALID_VLAN_MAP))
                    .set(columns.otherConfig(), Map.of("a", "b"))));

    assertThat(port.uuid()).isEqualTo(uuid);
    assertThat(port.name()).isEqualTo("eth1");
    assertThat(port.vlanBindings()).isEqualTo(bindings);
    assertThat(port.portFaultStatus()).containsExactly("invalid_vlan_map");
    assertThat(port.otherConfig()).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void tunnelKeysSayWhatTheyAre() {
    assertThat(TunnelKey.of(OptionalLong.of(0))).isEqualTo(new TunnelKey.Zero());
    assertThat(TunnelKey.of(OptionalLong.of(5000))).isEqualTo(new TunnelKey.Network(new Vni(5000)));
    assertThat(TunnelKey.of(OptionalLong.of(-1))).isEqualTo(new TunnelKey.OutOfRange(-1));
    assertThat(TunnelKey.of(OptionalLong.of(1L << 24)))
        .isEqualTo(new TunnelKey.OutOfRange(1L << 24));
    for (long number : new long[] {0, 1, Vni.MAX, Vni.MAX + 1L, Long.MIN_VALUE}) {
      assertThat(TunnelKey.of(OptionalLong.of(number)).toColumn()).hasValue(number);
    }
  }

  @Test
  void optionalColumnsReadBack() {
    AclEntry.Table columns = tables.aclEntry();
    AclEntry entry =
        columns.view(
            row(
                columns,
                new RowValues()
                    .set(columns.sourceMac(), Optional.of(MacField.parse("0A:0:0:0:0:1")))
                    .set(columns.sourceIp(), Optional.of(IpField.parse("nonsense")))
                    .set(columns.protocol(), OptionalLong.of(6))));

    assertThat(entry.sourceMac()).contains(MacField.of(MacAddress.of("0a:00:00:00:00:01")));
    assertThat(entry.sourceIp()).contains(new IpField.Malformed("nonsense"));
    assertThat(entry.protocol()).hasValue(6);
    assertThat(entry.destMac()).isEmpty();
  }

  @Test
  void aSnapshotFindsItsRows() {
    Row row = row(tables.logicalSwitch(), new RowValues().set(tables.logicalSwitch().name(), "ls"));
    Snapshot snapshot = Snapshot.empty(HardwareVtepSchema.load());
    VtepSnapshot empty = VtepSnapshot.of(snapshot);
    VtepTables own = empty.tables();
    VtepSnapshot full =
        new VtepSnapshot(
            snapshot.apply(
                new ChangeSet(List.of(RowChange.insert(own.logicalSwitch().schema(), row)))),
            own);

    List<String> names = new ArrayList<>();
    full.forEach(own.logicalSwitch(), logicalSwitch -> names.add(logicalSwitch.name()));
    assertThat(names).containsExactly("ls");
    assertThat(full.get(own.logicalSwitch(), uuid).map(LogicalSwitch::name)).contains("ls");
    assertThat(full.get(own.logicalSwitch(), other)).isEmpty();
    assertThat(empty.rowCount(own.logicalSwitch())).isZero();
  }

  @Test
  void aTransactionCollectsOperations() {
    VtepTransaction transaction = new VtepTransaction(new Random(1));
    Uuid locator =
        transaction.insert(
            tables.physicalLocator(),
            new RowValues()
                .set(tables.physicalLocator().encapsulationType(), PhysicalLocator.VXLAN_OVER_IPV4)
                .set(tables.physicalLocator().dstIp(), IpField.parse("192.0.2.1")));
    transaction.update(tables.physicalPort(), uuid, new RowValues());
    transaction.addTo(tables.physicalSwitch(), uuid, tables.physicalSwitch().ports(), List.of());
    transaction.addTo(
        tables.physicalSwitch(), uuid, tables.physicalSwitch().ports(), List.of(other));
    transaction.deleteWhere(
        tables.ucastMacsLocal(), tables.ucastMacsLocal().columns().logicalSwitch(), uuid);

    assertThat(transaction.operations())
        .extracting(operation -> operation.getClass().getSimpleName())
        .containsExactly("Insert", "Mutate", "Delete");
    assertThat(((Operation.Insert) transaction.operations().getFirst()).uuid()).isEqualTo(locator);
  }
}
