package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which rows refer weakly to a row, so that they can be cleaned when it goes. */
final class WeakReferences {

  private final ReferenceMap places;
  private final List<Map<Uuid, Set<RowName>>> sources = new ArrayList<>();

  WeakReferences(DatabaseSchema schema, ReferenceMap places) {
    this.places = places;
    for (int i = 0; i < schema.tables().size(); i++) {
      sources.add(new HashMap<>());
    }
  }

  /** The rows that refer to that one. */
  Set<RowName> sources(TableSchema target, Uuid uuid) {
    return sources.get(target.index()).getOrDefault(uuid, Set.of());
  }

  /** Everything of one table that somebody refers to. */
  Map<Uuid, Set<RowName>> targets(TableSchema table) {
    return sources.get(table.index());
  }

  /** Takes notice of a changed row. */
  void change(TableSchema table, Optional<Row> before, Optional<Row> after) {
    if (!concerns(table, before, after)) {
      return;
    }
    Set<RowName> old = targets(table, before);
    Set<RowName> now = targets(table, after);
    RowName source = new RowName(table, after.or(() -> before).orElseThrow().uuid());
    for (RowName target : old) {
      if (!now.contains(target)) {
        remove(target, source);
      }
    }
    for (RowName target : now) {
      if (!old.contains(target)) {
        add(target, source);
      }
    }
  }

  private boolean concerns(TableSchema table, Optional<Row> before, Optional<Row> after) {
    for (ReferencePlace place : places.weak(table)) {
      Datum empty = Datum.emptySet();
      Datum old = before.map(row -> row.get(place.column())).orElse(empty);
      if (!old.equals(after.map(row -> row.get(place.column())).orElse(empty))) {
        return true;
      }
    }
    return false;
  }

  private Set<RowName> targets(TableSchema table, Optional<Row> row) {
    if (row.isEmpty()) {
      return Set.of();
    }
    Set<RowName> targets = new HashSet<>();
    for (ReferencePlace place : places.weak(table)) {
      place.forEach(
          row.get().get(place.column()), uuid -> targets.add(new RowName(place.target(), uuid)));
    }
    return targets;
  }

  private void add(RowName target, RowName source) {
    Map<Uuid, Set<RowName>> ofTable = sources.get(target.table().index());
    Set<RowName> known = ofTable.getOrDefault(target.uuid(), Set.of());
    if (known.isEmpty()) {
      // Most rows have one source, for which a set of its own is too much.
      ofTable.put(target.uuid(), Set.of(source));
    } else {
      Set<RowName> grown = known.size() == 1 ? new HashSet<>(known) : known;
      grown.add(source);
      ofTable.put(target.uuid(), grown);
    }
  }

  private void remove(RowName target, RowName source) {
    Map<Uuid, Set<RowName>> ofTable = sources.get(target.table().index());
    Set<RowName> known = ofTable.getOrDefault(target.uuid(), Set.of());
    if (!known.contains(source)) {
      throw new IllegalStateException(source + " does not refer to " + target);
    }
    if (known.size() == 1) {
      ofTable.remove(target.uuid());
    } else {
      known.remove(source);
      if (known.size() == 1) {
        ofTable.put(target.uuid(), Set.copyOf(known));
      }
    }
  }
}
