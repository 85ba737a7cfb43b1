package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.HardwareVtepSchema;
import io.vtepd.vtep.IpField;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.PhysicalLocator;
import io.vtepd.vtep.ReplicationMode;
import io.vtepd.vtep.TunnelKey;
import io.vtepd.vtep.VlanPair;
import io.vtepd.vtep.VtepColumn;
import io.vtepd.vtep.VtepCommit;
import io.vtepd.vtep.VtepRow;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTable;
import io.vtepd.vtep.VtepTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/**
 * A hardware_vtep database for tests: rows are put and deleted, and {@link #commit} tells what
 * changed. It checks no references and collects no garbage, so a test can show what no server
 * would.
 */
public final class ScriptedDatabase {

  private final DatabaseSchema schema = HardwareVtepSchema.load();
  private final VtepTables tables = VtepTables.of(schema);
  private final Random uuids;
  private final Map<Uuid, RowChange> pending = new LinkedHashMap<>();
  private Snapshot committed = Snapshot.empty(schema);
  private Snapshot current = committed;

  public ScriptedDatabase(long seed) {
    this.uuids = new Random(seed);
  }

  public VtepTables tables() {
    return tables;
  }

  /** What the last commit left. */
  public VtepSnapshot snapshot() {
    return new VtepSnapshot(committed, tables);
  }

  /** Publishes what was put and deleted since the last call. */
  public VtepCommit commit() {
    List<RowChange> changes = new ArrayList<>();
    for (RowChange change : pending.values()) {
      Optional<Row> before = committed.row(change.table(), change.uuid());
      Optional<Row> after = current.row(change.table(), change.uuid());
      if (before.isPresent() || after.isPresent()) {
        changes.add(new RowChange(change.table(), before, after));
      }
    }
    pending.clear();
    committed = current;
    return new VtepCommit(snapshot(), new ChangeSet(changes));
  }

  /** A row with defaults. */
  public Uuid insert(VtepTable<?> table) {
    return insert(table, Uuid.random(uuids));
  }

  public Uuid insert(VtepTable<?> table, Uuid uuid) {
    write(table.schema(), Row.ofDefaults(table.schema(), uuid, Uuid.random(uuids)));
    return uuid;
  }

  public <T> void set(VtepTable<?> table, Uuid uuid, VtepColumn<T> column, T value) {
    setDatum(table, uuid, column.schema(), column.format(value));
  }

  public void setDatum(VtepTable<?> table, Uuid uuid, ColumnSchema column, Datum datum) {
    Row row = current.row(table.schema(), uuid).orElseThrow();
    write(table.schema(), row.with(Map.of(column, datum), Uuid.random(uuids)));
  }

  public void delete(VtepTable<?> table, Uuid uuid) {
    current
        .row(table.schema(), uuid)
        .ifPresent(row -> {
          pending.put(uuid, RowChange.delete(table.schema(), row));
          current = current.with(table.schema(), current.rows(table.schema()).without(uuid));
        });
  }

  private void write(TableSchema table, Row row) {
    pending.put(row.uuid(), RowChange.insert(table, row));
    current = current.with(table, current.rows(table).with(row));
  }

  /** The rows that are there now, committed or not. */
  public <V extends VtepRow> List<V> rows(VtepTable<V> table) {
    List<V> rows = new ArrayList<>();
    current.rows(table.schema()).forEach(row -> rows.add(table.view(row)));
    return rows;
  }

  public Uuid physicalSwitch(String name, String... tunnelIps) {
    var table = tables.physicalSwitch();
    Uuid uuid = insert(table);
    set(table, uuid, table.name(), name);
    set(table, uuid, table.tunnelIps(), List.of(tunnelIps).stream().map(IpField::parse).toList());
    return uuid;
  }

  public Uuid port(Uuid physicalSwitch, String name) {
    var table = tables.physicalPort();
    Uuid uuid = insert(table);
    set(table, uuid, table.name(), name);
    var switches = tables.physicalSwitch();
    List<Uuid> ports = new ArrayList<>();
    current
        .row(switches.schema(), physicalSwitch)
        .ifPresent(row -> ports.addAll(switches.view(row).ports()));
    ports.add(uuid);
    set(switches, physicalSwitch, switches.ports(), ports);
    return uuid;
  }

  public void bind(Uuid port, int vlan, Uuid logicalSwitch) {
    var table = tables.physicalPort();
    Row row = current.row(table.schema(), port).orElseThrow();
    List<VlanPair> pairs = new ArrayList<>(table.view(row).vlanBindings());
    pairs.removeIf(pair -> pair.number() == vlan);
    pairs.add(new VlanPair(vlan, logicalSwitch));
    set(table, port, table.vlanBindings(), pairs);
  }

  public void unbind(Uuid port, int vlan) {
    var table = tables.physicalPort();
    Row row = current.row(table.schema(), port).orElseThrow();
    List<VlanPair> pairs = new ArrayList<>(table.view(row).vlanBindings());
    pairs.removeIf(pair -> pair.number() == vlan);
    set(table, port, table.vlanBindings(), pairs);
  }

  public Uuid logicalSwitch(String name, OptionalLong tunnelKey) {
    var table = tables.logicalSwitch();
    Uuid uuid = insert(table);
    set(table, uuid, table.name(), name);
    set(table, uuid, table.tunnelKey(), TunnelKey.of(tunnelKey));
    return uuid;
  }

  public void setKey(Uuid logicalSwitch, OptionalLong tunnelKey) {
    var table = tables.logicalSwitch();
    set(table, logicalSwitch, table.tunnelKey(), TunnelKey.of(tunnelKey));
  }

  public void setMode(Uuid logicalSwitch, ReplicationMode mode) {
    var table = tables.logicalSwitch();
    set(table, logicalSwitch, table.replicationMode(), Optional.of(mode));
  }

  public Uuid locator(String dstIp, OptionalLong tunnelKey) {
    var table = tables.physicalLocator();
    Uuid uuid = insert(table);
    set(table, uuid, table.encapsulationType(), PhysicalLocator.VXLAN_OVER_IPV4);
    set(table, uuid, table.dstIp(), IpField.parse(dstIp));
    set(table, uuid, table.tunnelKey(), TunnelKey.of(tunnelKey));
    return uuid;
  }

  public Uuid locatorSet(Uuid... locators) {
    var table = tables.physicalLocatorSet();
    Uuid uuid = insert(table);
    set(table, uuid, table.locators(), List.of(locators));
    return uuid;
  }

  public Uuid remoteMac(String mac, Uuid logicalSwitch, Uuid locator) {
    var table = tables.ucastMacsRemote();
    Uuid uuid = insert(table);
    set(table, uuid, table.columns().mac(), MacField.parse(mac));
    set(table, uuid, table.columns().logicalSwitch(), logicalSwitch);
    set(table, uuid, table.columns().locator(), locator);
    return uuid;
  }

  public Uuid remoteGroup(String mac, Uuid logicalSwitch, Uuid locatorSet) {
    var table = tables.mcastMacsRemote();
    Uuid uuid = insert(table);
    set(table, uuid, table.columns().mac(), MacField.parse(mac));
    set(table, uuid, table.columns().logicalSwitch(), logicalSwitch);
    set(table, uuid, table.columns().locatorSet(), locatorSet);
    return uuid;
  }

  public Uuid tunnel(Uuid physicalSwitch, Uuid local, Uuid remote, Map<String, String> bfdParams) {
    var table = tables.tunnel();
    Uuid uuid = insert(table);
    set(table, uuid, table.local(), local);
    set(table, uuid, table.remote(), remote);
    set(table, uuid, table.bfdParams(), bfdParams);
    var switches = tables.physicalSwitch();
    List<Uuid> tunnels = new ArrayList<>();
    current
        .row(switches.schema(), physicalSwitch)
        .ifPresent(row -> tunnels.addAll(switches.view(row).tunnels()));
    tunnels.add(uuid);
    set(switches, physicalSwitch, switches.tunnels(), tunnels);
    return uuid;
  }
}
