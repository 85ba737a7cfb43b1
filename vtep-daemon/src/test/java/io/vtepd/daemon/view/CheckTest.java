package io.vtepd.daemon.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.manager.ClientStanding;
import io.vtepd.daemon.manager.LockNames;
import io.vtepd.daemon.manager.RemoteStatus;
import io.vtepd.daemon.manager.Remotes;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.NamedUuids;
import io.vtepd.ovsdb.json.RowJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.tls.stream.Peer;
import io.vtepd.vtep.HardwareVtepSchema;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CheckTest {

  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final String AWAY = "ssl:192.0.2.1:6640";
  private static final Duration UP = Duration.ofDays(3).plusHours(4);

  private final List<Facts.Certificate> certificates = new ArrayList<>();
  private final List<Remotes.View> remotes = new ArrayList<>();
  private final List<String> notYet = new ArrayList<>();
  private Duration clockStep = Duration.ofMillis(-59_900);
  private VtepSnapshot contents = contents("{}");

  private static VtepSnapshot contents(String manager) {
    return contents("Manager", manager);
  }

  private static VtepSnapshot contents(String tableName, String... rows) {
    DatabaseSchema schema = HardwareVtepSchema.load();
    TableSchema table = schema.requireTable(tableName);
    try {
      RowMap all = RowMap.empty();
      for (String row : rows) {
        Row parsed = RowJson.parseWhole(JsonReader.parse(row), table, NamedUuids.NONE);
        all = all.with(parsed.copyAs(new Uuid(1, all.size() + 1), Uuid.ZERO, Map.of()));
      }
      return new VtepSnapshot(Snapshot.empty(schema).with(table, all), VtepTables.of(schema));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private List<String> findings() {
    return Check.findings(facts()).stream().map(it -> it.result() + " " + it.sentence()).toList();
  }

  private Facts facts() {
    return new Facts(
        "1.2.0",
        notYet,
        UP,
        contents,
        remotes,
        List.of(),
        List.of(),
        List.of(),
        certificates,
        NOW,
        clockStep,
        OptionalInt.empty());
  }

  private void certificate(String from, String until, boolean endsSoon) {
    Instant begin = Instant.parse(from + "T00:00:00Z");
    Instant end = Instant.parse(until + "T00:00:00Z");
    certificates.add(new Facts.Certificate("own", "gw-cert.pem", begin, end, endsSoon));
  }

  @Test
  void certificatesAreJudgedByTheClock() {
    certificate("2026-01-01", "2027-01-01", false);
    assertThat(findings()).isEmpty();
    certificate("2026-06-16", "2027-01-01", false);
    certificate("2025-01-01", "2026-06-15", true);
    certificate("2025-01-01", "2026-06-20", true);
    assertThat(findings())
        .containsExactly(
            "FAIL clock \"own gw-cert.pem\": good from 2026-06-16T00:00:00Z,"
                + " and it is 2026-06-15T12:00:00Z here: set the clock",
            "FAIL certificate \"own gw-cert.pem\": ended on 2026-06-15;"
                + " put a new one there, it is read within 10 s",
            "WARN certificate \"own gw-cert.pem\": ends on 2026-06-20;"
                + " put a new one there, it is read within 10 s");
  }

  @Test
  void aClockThatWasSetIsTold() {
    clockStep = Duration.ofHours(-2);
    assertThat(findings())
        .singleElement()
        .asString()
        .startsWith("WARN clock \"7200 s back\": set since the start");
  }

  @Test
  void aManagerThatNobodyUsesIsTold() {
    String row = "{\"target\":\"" + AWAY + "\",\"status\":[\"map\",[%s]]}";
    contents = contents(row.formatted("[\"sec_since_disconnect\",\"86399\"]"));
    assertThat(findings()).as("another server's row").isEmpty();
    contents = contents(row.formatted("[\"sec_since_disconnect\",\"777600\"]"));
    assertThat(findings())
        .containsExactly(
            "WARN stale-manager "
                + AWAY
                + ": nobody was connected for 9d00h;"
                + " if it is not used any more: vtep-ctl set-manager with those that are");
    // Ours: what its remote says counts, not what the row says of a time before.
    serve(true, Map.of());
    assertThat(findings()).isEmpty();
    remotes.clear();
    serve(false, Map.of("last_error", "connection refused"));
    assertThat(findings())
        .containsExactly(
            "FAIL controller-down "
                + AWAY
                + ": connection refused; is the controller up, may we reach it?",
            "WARN stale-manager "
                + AWAY
                + ": nobody was connected for 3d04h;"
                + " if it is not used any more: vtep-ctl set-manager with those that are");
  }

  private void serve(boolean connected, Map<String, String> status) {
    RemoteStatus now = new RemoteStatus(connected, status);
    remotes.add(
        new Remotes.View(
            AWAY, true, true, now, connected ? 1 : 0, 1, Optional.empty(), 5_000, List.of()));
  }

  @Test
  void eachFindingIsPrintedOnce() {
    serve(false, Map.of("last_error", "connection refused"));
    View view = Check.view(facts(), 10);
    assertThat(view.text().lines()).hasSize(2).noneMatch(line -> line.startsWith("!"));
    assertThat(view.text()).containsOnlyOnce("controller-down");
    assertThat(view.isTroubled()).isTrue();
    remotes.clear();
    assertThat(Check.view(facts(), 10).isTroubled()).isFalse();
  }

  @Test
  void aLogicalSwitchIsShownWithItsOwnTroubleOnly() {
    contents =
        contents(
            "Logical_Switch",
            "{\"name\":\"web\",\"tunnel_key\":5}",
            "{\"name\":\"shop\",\"tunnel_key\":5}",
            "{\"name\":\"we\",\"tunnel_key\":6}");
    serve(false, Map.of("last_error", "we are away"));
    assertThat(NetworkViews.logicalSwitch(facts(), "web", 10).orElseThrow().text())
        .endsWith("! key-conflict \"web, shop\": key 5: give one another key\n");
    assertThat(NetworkViews.logicalSwitch(facts(), "we", 10).orElseThrow().isTroubled()).isFalse();
  }

  @Test
  void theOverviewTellsWhatIsNotReadyYet() {
    assertThat(Overview.all(facts(), 10).text()).startsWith("version 1.2.0  state READY  up 3d04h");
    assertThat(Overview.all(facts(), 10).isTroubled()).isFalse();
    notYet.addAll(List.of("listeners", "switch"));
    View view = Overview.all(facts(), 10);
    assertThat(view.text())
        .startsWith("version 1.2.0  state NOT_READY  up 3d04h")
        .contains("\nnot_yet \"listeners, switch\"\n");
    assertThat(view.isTroubled()).isTrue();
  }

  @Test
  void controllersAreShownWithWhoTheyAreAndWhatTheyWereTold() {
    RemoteStatus active =
        new RemoteStatus(true, Map.of("state", "ACTIVE", "sec_since_connect", "7"));
    Optional<Peer> peer = Optional.of(new Peer.Addressed("192.0.2.1:6640"));
    List<ClientStanding> clients =
        List.of(
            new ClientStanding(LockNames.NONE, 1_204, 0),
            new ClientStanding(LockNames.NONE, 2, 512));
    remotes.add(new Remotes.View("ptcp:6640", false, true, active, 2, 3, peer, 5_000, clients));
    remotes.add(new Remotes.View("punix:db.sock", false, true, active, 0, 0, peer, 0, List.of()));
    assertThat(Overview.controllers(facts(), 10).text())
        .isEqualTo(
            """
            TARGET         STATE   SINCE  PEER            CLIENTS  PROBE  UPDATES  QUEUED_BYTES  LAST_ERROR
            ptcp:6640      ACTIVE  7s     192.0.2.1:6640  2        5s     1206     512           -
            punix:db.sock  ACTIVE  7s     192.0.2.1:6640  0        off    0        0             -
            """);
  }
}
