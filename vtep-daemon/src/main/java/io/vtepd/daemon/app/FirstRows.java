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
    ColumnSchema name = switches.requireColumn("name");
    ColumnSchema tunnelIps = switches.requireColumn("tunnel_ips");
    Datum tunnelIp = new StringAtom(wanted.tunnelIp());
    Optional<Row> present = find(name, new StringAtom(wanted.name()));
    if (present.isEmpty()) {
      Uuid uuid = Uuid.random(uuids);
      operations.add(
          new Operation.Insert(
              switches, uuid, Map.of(name, new StringAtom(wanted.name()), tunnelIps, tunnelIp)));
      Mutation listed =
          new Mutation(globals.requireColumn("switches"), Mutator.INSERT, Datum.set(List.of(uuid)));
      operations.add(new Operation.Mutate(globals, Condition.row(globalUuid), List.of(listed)));
      LOG.info("event=physical-switch-created name={}", LogValue.of(wanted.name()));
    } else if (!present.get().get(tunnelIps).equals(tunnelIp)) {
      operations.add(
          new Operation.Update(
              switches, Condition.row(present.get().uuid()), Map.of(tunnelIps, tunnelIp)));
      LOG.warn("event=tunnel-ip-restored switch={} ip={}", LogValue.of(wanted.name()), tunnelIp);
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
