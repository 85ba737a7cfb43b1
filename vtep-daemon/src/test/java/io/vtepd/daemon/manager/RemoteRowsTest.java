package io.vtepd.daemon.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.tls.stream.Target;
import io.vtepd.vtep.HardwareVtepSchema;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteRowsTest {

  private static final RemoteSpec.FromColumn MANAGERS =
      new RemoteSpec.FromColumn("hardware_vtep", "Global", "managers");

  private final DatabaseSchema schema = HardwareVtepSchema.load();
  private final TableSchema global = schema.requireTable("Global");
  private final TableSchema manager = schema.requireTable("Manager");
  private final RemoteRows rows = new RemoteRows(MANAGERS, schema);

  private Row manager(long id, String target) {
    return Row.ofDefaults(manager, new Uuid(0, id), Uuid.ZERO)
        .with(manager.requireColumn("target"), new StringAtom(target));
  }

  private Snapshot contents(Row... managers) {
    List<Uuid> uuids = Arrays.stream(managers).map(Row::uuid).toList();
    Row root =
        Row.ofDefaults(global, new Uuid(1, 1), Uuid.ZERO)
            .with(global.requireColumn("managers"), Datum.set(uuids));
    Snapshot snapshot = Snapshot.empty(schema);
    snapshot = snapshot.with(global, snapshot.rows(global).with(root));
    for (Row row : managers) {
      snapshot = snapshot.with(manager, snapshot.rows(manager).with(row));
    }
    return snapshot;
  }

  @Test
  void readsTargetAndPatienceOfEachManager() {
    Row patient =
        manager(1, "ssl:192.0.2.1:6640")
            .with(manager.requireColumn("max_backoff"), new IntegerAtom(2000))
            .with(manager.requireColumn("inactivity_probe"), new IntegerAtom(0));
    WantedRemote.Valid wanted =
        (WantedRemote.Valid) rows.read(contents(patient, manager(2, "ptcp:"))).getFirst();
    assertThat(wanted.target()).isEqualTo(Target.parse("ssl:192.0.2.1"));
    assertThat(wanted.row()).isEqualTo(Optional.of(patient.uuid()));
    assertThat(wanted.settings().backoff().maxBackoffMs()).isEqualTo(2000);
    assertThat(wanted.settings().probeIntervalMs(wanted.target())).isZero();
  }

  private RemoteSettings settings(Map<String, String> otherConfig) {
    Map<StringAtom, StringAtom> pairs = new HashMap<>();
    otherConfig.forEach((key, value) -> pairs.put(new StringAtom(key), new StringAtom(value)));
    Row row = manager(1, "ptcp:").with(manager.requireColumn("other_config"), Datum.map(pairs));
    return ((WantedRemote.Valid) rows.read(contents(row)).getFirst()).settings();
  }

  @Test
  void readsTheCodePointOfPackets() {
    assertThat(settings(Map.of("dscp", "10")).dscp()).hasValue(10);
    assertThat(settings(Map.of("dscp", "63", "a", "b")).dscp()).hasValue(63);
    for (String noCodePoint : List.of("64", "-1", "", "ten", "1.5")) {
      assertThat(settings(Map.of("dscp", noCodePoint)).dscp()).as(noCodePoint).hasValue(48);
    }
    assertThat(settings(Map.of("a", "b")).dscp()).hasValue(48);
    assertThat(RemoteSettings.DEFAULT.dscp()).isEmpty();
    assertThat(settings(Map.of("dscp", "10")).dscp(Target.parse("punix:/s"))).isEmpty();
  }

  @Test
  void probesAreOffOnUnixSocketsUnlessAskedFor() {
    assertThat(RemoteSettings.DEFAULT.probeIntervalMs(Target.parse("punix:/s"))).isZero();
    assertThat(RemoteSettings.DEFAULT.probeIntervalMs(Target.parse("ptcp:"))).isEqualTo(5_000);
  }

  @Test
  void rowThatMakesNoSenseIsToldSo() {
    List<WantedRemote> wanted = rows.read(contents(manager(1, "bogus:1")));
    assertThat(wanted).singleElement().isInstanceOf(WantedRemote.Invalid.class);
    assertThat(((WantedRemote.Invalid) wanted.getFirst()).problem())
        .contains("unknown connection method");
  }

  @Test
  void onlyChangesOfTheTwoTablesConcernIt() {
    TableSchema other = schema.requireTable("Logical_Switch");
    Row row = Row.ofDefaults(other, new Uuid(2, 2), Uuid.ZERO);
    ChangeSet foreign = new ChangeSet(List.of(RowChange.insert(other, row)));
    assertThat(rows.concerns(foreign)).isFalse();
    RowChange change = RowChange.insert(manager, manager(1, "ptcp:"));
    assertThat(rows.concerns(new ChangeSet(List.of(change)))).isTrue();
  }

  @Test
  void columnsThatHoldNoTargetsAreRefused() {
    assertThat(MANAGERS.problem(schema)).isEmpty();
    assertThat(new RemoteSpec.FromColumn("hardware_vtep", "Global", "x").problem(schema))
        .hasValueSatisfying(problem -> assertThat(problem).contains("no column x"));
    assertThat(new RemoteSpec.FromColumn("hardware_vtep", "Global", "switches").problem(schema))
        .isPresent();
    assertThat(new RemoteSpec.FromColumn("hardware_vtep", "Manager", "target").problem(schema))
        .isEmpty();
  }

  @Test
  void onlyStatusesThatDifferAreWritten() {
    Snapshot snapshot = contents(manager(1, "ptcp:"), manager(2, "ptcp:1"));
    Map<Uuid, RemoteStatus> statuses =
        Map.of(
            new Uuid(0, 1), RemoteStatus.failed("no port"),
            new Uuid(0, 2), new RemoteStatus(false, Map.of()),
            new Uuid(0, 3), RemoteStatus.failed("row is gone"));
    // is_connected is false by default: only the first row's status differs.
    List<Operation> updates = StatusRows.updates(manager, snapshot.rows(manager), statuses);
    assertThat(updates).singleElement().isInstanceOf(Operation.Update.class);
    assertThat(((Operation.Update) updates.getFirst()).values().keySet())
        .containsExactly(manager.requireColumn("status"));
  }

  @Test
  void rowsMayNotNameSocketsOfThisMachine() {
    for (String target : List.of("unix:/s", "punix:/s")) {
      assertThat(rows.read(contents(manager(1, target))))
          .singleElement()
          .isInstanceOfSatisfying(
              WantedRemote.Invalid.class,
              wanted -> assertThat(wanted.problem()).contains("sockets of this machine"));
    }
  }

  @Test
  void rowsPastTheLimitAreToldSo() {
    Row[] many = new Row[RemoteRows.LIMIT + 1];
    Arrays.setAll(many, i -> manager(i, "tcp:192.0.2.1:" + (i + 1)));
    List<WantedRemote> wanted = rows.read(contents(many));
    assertThat(wanted).hasSize(many.length);
    assertThat(wanted).filteredOn(WantedRemote.Valid.class::isInstance).hasSize(RemoteRows.LIMIT);
    assertThat(((WantedRemote.Invalid) wanted.getLast()).problem()).contains("128 remotes at most");
  }
}
