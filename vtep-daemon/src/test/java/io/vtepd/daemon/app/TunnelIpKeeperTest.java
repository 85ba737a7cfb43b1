package io.vtepd.daemon.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.cli.RunSettings.PhysicalSwitchSettings;
import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.daemon.server.ServerOptions;
import io.vtepd.daemon.storage.MemoryLog;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.vtep.HardwareVtepSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TunnelIpKeeperTest {

  private static final PhysicalSwitchSettings TOR =
      new PhysicalSwitchSettings("tor1", "192.0.2.1", List.of());

  private final DatabaseSchema schema = HardwareVtepSchema.load();
  private final TableSchema switches = schema.requireTable("Physical_Switch");
  private final ColumnSchema tunnelIps = switches.requireColumn("tunnel_ips");
  private final OvsdbServer server = new OvsdbServer(ServerOptions.defaults());
  private final BlockingQueue<Datum> seen = new LinkedBlockingQueue<>();

  @BeforeEach
  void serve() throws Exception {
    server.start();
    Database database = new Database(Snapshot.empty(schema));
    server
        .addDatabase(new HostedDatabase(database, new MemoryLog()))
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
    FirstRows.ensure(database.snapshot(), server.sink(schema.name()), Optional.of(TOR));
    CommitSource source = server.source(schema.name());
    source.subscribe(new TunnelIpKeeper(TOR, server.sink(schema.name()), Runnable::run));
    source.subscribe(
        new CommitSource.Listener() {
          @Override
          public void onCommit(Commit commit) {
            commit.snapshot().rows(switches).forEach(row -> seen.add(row.get(tunnelIps)));
          }

          @Override
          public void onLost(String reason) {}
        });
    assertThat(next()).isEqualTo(new StringAtom("192.0.2.1"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Datum next() throws InterruptedException {
    return seen.poll(10, TimeUnit.SECONDS);
  }

  private void set(Datum ips) {
    server
        .sink(schema.name())
        .transact(
            List.of(new Operation.Update(switches, Condition.everyRow(), Map.of(tunnelIps, ips))));
  }

  @Test
  void putsTheOperatorsAddressBackWhenItIsCleared() throws Exception {
    set(Datum.set(List.of()));
    assertThat(next()).isEqualTo(Datum.set(List.of()));
    assertThat(next()).isEqualTo(new StringAtom("192.0.2.1"));
  }

  @Test
  void leavesAnotherAddressAlone() throws Exception {
    set(new StringAtom("192.0.2.9"));
    assertThat(next()).isEqualTo(new StringAtom("192.0.2.9"));
    set(new StringAtom("192.0.2.10"));
    assertThat(next()).isEqualTo(new StringAtom("192.0.2.10"));
  }
}
