package io.vtepd.ovsdb.monitor;

import io.vtepd.ovsdb.schema.TableSchema;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that decides what a monitor is told, but its id.
 *
 * @param tables at most one entry a table, in order of their index
 */
public record MonitorShape(UpdateFormat format, List<MonitoredTable> tables) {

  public MonitorShape {
    Objects.requireNonNull(format);
    tables = tables.stream().sorted(Comparator.comparingInt(t -> t.table().index())).toList();
    for (int i = 1; i < tables.size(); i++) {
      if (tables.get(i - 1).table() == tables.get(i).table()) {
        throw new IllegalArgumentException("table " + tables.get(i).table() + " twice");
      }
    }
  }

  /** The entry of that table. */
  public Optional<MonitoredTable> table(TableSchema table) {
    return tables.stream().filter(monitored -> monitored.table() == table).findFirst();
  }
}
