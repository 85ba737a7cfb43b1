package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many strong references name each row. A row's references to itself do not count. Tables that
 * nothing refers to strongly have no counts.
 */
final class StrongReferences {

  private final ReferenceMap places;
  private final List<Optional<UuidCounts>> counts = new ArrayList<>();

  StrongReferences(DatabaseSchema schema, ReferenceMap places) {
    this.places = places;
    for (TableSchema table : schema.tables()) {
      boolean target =
          schema.tables().stream()
              .flatMap(source -> places.strong(source).stream())
              .anyMatch(place -> place.target() == table);
      counts.add(target ? Optional.of(new UuidCounts()) : Optional.empty());
    }
  }

  int count(TableSchema table, Uuid uuid) {
    Optional<UuidCounts> ofTable = counts.get(table.index());
    return ofTable.isPresent() ? ofTable.get().get(uuid) : 0;
  }

  /**
   * Counts what a row refers to, in columns in which it differs from the other one. Rows that refer
   * to the same one share its UUID from then on.
   */
  void add(TableSchema table, Row row, Optional<Row> unlike, int delta) {
    for (ReferencePlace place : places.strong(table)) {
      Datum datum = row.get(place.column());
      if (unlike.isPresent() && unlike.get().get(place.column()).equals(datum)) {
        continue;
      }
      UuidCounts targets = counts.get(place.target().index()).orElseThrow();
      for (int i = 0; i < datum.size(); i++) {
        Uuid target = place.reference(datum, i);
        boolean self = place.target() == table && target.equals(row.uuid());
        if (!self) {
          targets.add(target, delta);
        }
      }
      if (delta > 0 && datum instanceof Uuid reference) {
        row.share(place.column(), targets.shared(reference));
      }
    }
  }
}
