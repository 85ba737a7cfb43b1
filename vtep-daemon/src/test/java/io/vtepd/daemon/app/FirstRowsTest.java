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
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.vtep.HardwareVtepSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstRowsTest {

  private final DatabaseSchema schema = HardwareVtepSchema.load();
  private final TableSchema switches = schema.requireTable("Physical_Switch");
  private final OvsdbServer server = new OvsdbServer(ServerOptions.defaults());
  private final Database database = new Database(Snapshot.empty(schema));

  @BeforeEach
  void serve() {
    server.start();
    server
        .addDatabase(new HostedDatabase(database, new MemoryLog()))
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void ensure(String... managementIps) throws StartupException {
    PhysicalSwitchSettings wanted =
        new PhysicalSwitchSettings("tor1", "192.0.2.1", List.of(managementIps));
    FirstRows.ensure(database.snapshot(), server.sink(schema.name()), Optional.of(wanted));
  }

  private Datum value(String column) {
    List<Row> rows = new ArrayList<>();
    database.snapshot().rows(switches).forEach(rows::add);
    assertThat(rows).hasSize(1);
    return rows.getFirst().get(switches.requireColumn(column));
  }

  private void write(String column, Datum value) {
    Operation update =
        new Operation.Update(
            switches, Condition.everyRow(), Map.of(switches.requireColumn(column), value));
    server.sink(schema.name()).transact(List.of(update)).toCompletableFuture().join();
  }

  @Test
  void theOperatorsWordCountsAtEachStart() throws Exception {
    ensure("192.0.2.9", "2001:db8::9");
    Datum given = Datum.set(List.of(new StringAtom("192.0.2.9"), new StringAtom("2001:db8::9")));
    assertThat(value("management_ips")).isEqualTo(given);
    assertThat(value("description")).isEqualTo(new StringAtom("Open vSwitch bridge tor1"));
    write("management_ips", new StringAtom("192.0.2.77"));
    ensure("192.0.2.9", "2001:db8::9");
    assertThat(value("management_ips")).isEqualTo(given);
  }

  @Test
  void whatIsOurGuessIsTheControllersToChange() throws Exception {
    ensure();
    assertThat(value("management_ips").toString()).doesNotContain("127.0.0.1", "192.0.2.1");
    write("management_ips", new StringAtom("192.0.2.77"));
    write("description", new StringAtom("rack 3"));
    ensure();
    assertThat(value("management_ips")).isEqualTo(new StringAtom("192.0.2.77"));
    assertThat(value("description")).isEqualTo(new StringAtom("rack 3"));
    assertThat(value("tunnel_ips")).isEqualTo(new StringAtom("192.0.2.1"));
  }
}
