package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.database.IndexKey;
import io.vtepd.daemon.database.ReferencePlace;
import io.vtepd.daemon.database.RowName;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is true of a database after every commit, computed from nothing but its rows. */
final class InvariantCheck {

  private final Database database;
  private final Snapshot snapshot;
  private final Map<RowName, Integer> strong = new HashMap<>();
  private final Map<RowName, Set<RowName>> weak = new HashMap<>();

  private InvariantCheck(Database database) {
    this.database = database;
    this.snapshot = database.snapshot();
  }

  static void check(Database database) {
    InvariantCheck check = new InvariantCheck(database);
    for (TableSchema table : database.schema().tables()) {
      check.rows(table).forEach(row -> check.count(table, row));
    }
    for (TableSchema table : database.schema().tables()) {
      check.rows(table).forEach(row -> check.checkRow(table, row));
      check.checkIndexes(table);
      assertThat((long) check.rows(table).size()).isLessThanOrEqualTo(table.maxRows());
    }
  }

  private List<Row> rows(TableSchema table) {
    List<Row> rows = new ArrayList<>();
    snapshot.rows(table).forEach(rows::add);
    assertThat(rows).hasSize(snapshot.rows(table).size());
    return rows;
  }

  private void count(TableSchema table, Row row) {
    RowName name = new RowName(table, row.uuid());
    for (ReferencePlace place : database.places().strong(table)) {
      place.forEach(
          row.get(place.column()),
          uuid -> {
            RowName target = new RowName(place.target(), uuid);
            assertThat(exists(target)).as("strong reference to %s", target).isTrue();
            if (!target.equals(name)) {
              strong.merge(target, 1, Integer::sum);
            }
          });
    }
    for (ReferencePlace place : database.places().weak(table)) {
      place.forEach(
          row.get(place.column()),
          uuid -> {
            RowName target = new RowName(place.target(), uuid);
            assertThat(exists(target)).as("weak reference to %s", target).isTrue();
            weak.computeIfAbsent(target, t -> new HashSet<>()).add(name);
          });
    }
  }

  private boolean exists(RowName name) {
    return snapshot.row(name.table(), name.uuid()).isPresent();
  }

  private void checkRow(TableSchema table, Row row) {
    RowName name = new RowName(table, row.uuid());
    int references = strong.getOrDefault(name, 0);
    assertThat(database.strongReferenceCount(table, row.uuid())).isEqualTo(references);
    assertThat(table.isRoot() || references > 0).as("%s is garbage", name).isTrue();
    assertThat(database.weakSources(table, row.uuid()))
        .isEqualTo(weak.getOrDefault(name, Set.of()));
    assertThat(database.strongReferenceCount(table, Uuid.ZERO)).isZero();
    for (ColumnSchema column : table.columns()) {
      assertThat(column.type().check(row.get(column))).isEmpty();
    }
  }

  private void checkIndexes(TableSchema table) {
    for (int i = 0; i < table.indexes().size(); i++) {
      Set<IndexKey> seen = new HashSet<>();
      for (Row row : rows(table)) {
        IndexKey key = IndexKey.of(row, table.indexes().get(i));
        assertThat(seen.add(key)).as("%s is unique", key).isTrue();
        assertThat(database.findUnique(table, i, key)).containsSame(row);
      }
    }
  }
}
