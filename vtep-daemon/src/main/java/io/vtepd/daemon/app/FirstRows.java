package io.vtepd.daemon.app;

import io.vtepd.daemon.cli.RunSettings.PhysicalSwitchSettings;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Mutation;
import io.vtepd.ovsdb.operation.Mutator;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.tls.logging.LogValue;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that must be there before a controller connects: exactly one Global, whose UUID is this
 * VTEP's identity and never changes, and the switch that the operator named.
 */
final class FirstRows {

  private static final Logger LOG = LoggerFactory.getLogger(FirstRows.class);

  private final Snapshot contents;
  private final TableSchema globals;
  private final TableSchema switches;
  private final SecureRandom uuids = new SecureRandom();
  private final List<Operation> operations = new ArrayList<>();

  private FirstRows(Snapshot contents) {
    this.contents = contents;
    this.globals = contents.schema().requireTable("Global");
    this.switches = contents.schema().requireTable("Physical_Switch");
  }

  /** Writes what is missing. */
  static void ensure(
      Snapshot contents, CommitSink sink, Optional<PhysicalSwitchSettings> physicalSwitch)
      throws StartupException {
    List<Operation> missing = plan(contents, physicalSwitch);
    if (missing.isEmpty()) {
      return;
    }
    List<Operation> durable = new ArrayList<>(missing);
    durable.add(new Operation.Commit(true));
    TransactionResult result =
        Joined.join(sink.transact(durable).toCompletableFuture(), "cannot write the first rows");
    Optional<OvsdbError> error = result.error();
    if (error.isPresent()) {
      throw new StartupException("cannot write the first rows: " + error.get());
    }
  }

  /** What has to be written. */
  static List<Operation> plan(Snapshot contents, Optional<PhysicalSwitchSettings> physicalSwitch) {
    FirstRows rows = new FirstRows(contents);
    rows.plan(physicalSwitch);
    return rows.operations;
  }

  private void plan(Optional<PhysicalSwitchSettings> physicalSwitch) {
    Optional<Row> global = first(globals);
    Uuid globalUuid = global.map(Row::uuid).orElseGet(() -> Uuid.random(uuids));
    if (global.isEmpty()) {
      operations.add(new Operation.Insert(globals, globalUuid, Map.of()));
    }
    if (contents.rows(globals).size() > 1) {
      LOG.warn("event=several-global-rows count={}", contents.rows(globals).size());
    }
    if (physicalSwitch.isPresent()) {
      planSwitch(physicalSwitch.get(), globalUuid);
    }
  }

  private void planSwitch(PhysicalSwitchSettings wanted, Uuid globalUuid) {
    Datum name = new StringAtom(wanted.name());
    Optional<Row> present = find(switches.requireColumn("name"), name);
    Map<ColumnSchema, Datum> values = new LinkedHashMap<>();
    addTunnelIp(wanted, present, values);
    addManagementIps(wanted, present, values);
    ColumnSchema description = switches.requireColumn("description");
    if (present.map(row -> row.get(description).equals(StringAtom.EMPTY)).orElse(true)) {
      values.put(description, new StringAtom("Open vSwitch bridge " + wanted.name()));
    }
    if (present.isPresent()) {
      if (!values.isEmpty()) {
        operations.add(new Operation.Update(switches, Condition.row(present.get().uuid()), values));
      }
      return;
    }
    values.put(switches.requireColumn("name"), name);
    Uuid uuid = Uuid.random(uuids);
    operations.add(new Operation.Insert(switches, uuid, values));
    Mutation listed =
        new Mutation(globals.requireColumn("switches"), Mutator.INSERT, Datum.set(List.of(uuid)));
    operations.add(new Operation.Mutate(globals, Condition.row(globalUuid), List.of(listed)));
    LOG.info("event=physical-switch-created name={}", LogValue.of(wanted.name()));
  }

  private void addTunnelIp(
      PhysicalSwitchSettings wanted, Optional<Row> present, Map<ColumnSchema, Datum> values) {
    ColumnSchema column = switches.requireColumn("tunnel_ips");
    Datum tunnelIp = new StringAtom(wanted.tunnelIp());
    if (present.isPresent() && present.get().get(column).equals(tunnelIp)) {
      return;
    }
    values.put(column, tunnelIp);
    if (present.isPresent()) {
      LOG.warn("event=tunnel-ip-restored switch={} ip={}", LogValue.of(wanted.name()), tunnelIp);
    }
  }

  /** Those that the operator gave count; the host's own only fill what is empty. */
  private void addManagementIps(
      PhysicalSwitchSettings wanted, Optional<Row> present, Map<ColumnSchema, Datum> values) {
    ColumnSchema column = switches.requireColumn("management_ips");
    Datum before = present.map(row -> row.get(column)).orElse(Datum.emptySet());
    List<String> ips = wanted.managementIps();
    if (ips.isEmpty() && before.isEmpty()) {
      ips = ManagementAddresses.ofHost(wanted.tunnelIp());
    }
    Datum now = Datum.set(ips.stream().map(StringAtom::new).toList());
    if (!ips.isEmpty() && !now.equals(before)) {
      values.put(column, now);
    }
  }

  private Optional<Row> first(TableSchema table) {
    List<Row> rows = new ArrayList<>();
    contents.rows(table).forEach(rows::add);
    return rows.stream().findFirst();
  }

  private Optional<Row> find(ColumnSchema column, Datum value) {
    List<Row> rows = new ArrayList<>();
    contents.rows(switches).forEach(rows::add);
    return rows.stream().filter(row -> row.get(column).equals(value)).findFirst();
  }
}
