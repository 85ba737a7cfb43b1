package io.vtepd.daemon.app;

import io.vtepd.daemon.cli.RunSettings.PhysicalSwitchSettings;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.operation.ComparisonFunction;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.tls.logging.LogValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the tunnel IP that the operator gave back when somebody clears Physical_Switch.tunnel_ips:
 * without one the switch has no tunnels, and there are controllers that clear it by mistake.
 */
final class TunnelIpKeeper implements CommitSource.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(TunnelIpKeeper.class);

  private final PhysicalSwitchSettings wanted;
  private final CommitSink sink;
  private final Executor executor;

  /**
   * @param executor runs what must not be done while a commit is being told
   */
  TunnelIpKeeper(PhysicalSwitchSettings wanted, CommitSink sink, Executor executor) {
    this.wanted = wanted;
    this.sink = sink;
    this.executor = executor;
  }

  @Override
  public void onCommit(Commit commit) {
    TableSchema switches = commit.snapshot().schema().requireTable("Physical_Switch");
    for (RowChange change : commit.changes().of(switches)) {
      change
          .after()
          .filter(row -> isCleared(row, switches))
          .ifPresent(row -> executor.execute(() -> restore(switches)));
    }
  }

  private boolean isCleared(Row row, TableSchema switches) {
    return row.get(switches.requireColumn("name")).equals(new StringAtom(wanted.name()))
        && row.get(switches.requireColumn("tunnel_ips")).isEmpty();
  }

  private void restore(TableSchema switches) {
    ColumnSchema name = switches.requireColumn("name");
    ColumnSchema tunnelIps = switches.requireColumn("tunnel_ips");
    Condition stillCleared =
        new Condition(
            List.of(
                new Condition.Clause.Compare(
                    name, ComparisonFunction.EQUAL, new StringAtom(wanted.name())),
                new Condition.Clause.Compare(
                    tunnelIps, ComparisonFunction.EQUAL, Datum.set(List.of()))));
    LOG.warn(
        "event=tunnel-ip-restored switch={} ip={} cause=\"tunnel_ips was cleared\"",
        LogValue.of(wanted.name()),
        LogValue.of(wanted.tunnelIp()));
    sink.transact(
            List.of(
                new Operation.Update(
                    switches, stillCleared, Map.of(tunnelIps, new StringAtom(wanted.tunnelIp())))))
        .whenComplete((result, failure) -> {
          if (failure != null || result.error().isPresent()) {
            LOG.error(
                "event=tunnel-ip-not-restored switch={} cause={}",
                LogValue.of(wanted.name()),
                LogValue.of(String.valueOf(failure != null ? failure : result.error().get())));
          }
        });
  }

  @Override
  public void onLost(String reason) {}
}
