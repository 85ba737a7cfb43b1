package io.vtepd.ovsdb.monitor;

import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.schema.TableSchema;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A table that a monitor tells about.
 *
 * @param kinds what any group of columns wants, also a group without columns
 * @param columns in order of their index
 * @param where the rows that count: those for which any clause holds
 */
public record MonitoredTable(
    TableSchema table, MonitorSelect kinds, List<MonitoredColumn> columns, Condition where) {

  public MonitoredTable {
    Objects.requireNonNull(table);
    Objects.requireNonNull(kinds);
    Objects.requireNonNull(where);
    columns =
        columns.stream()
            .sorted(Comparator.comparingInt(column -> column.column().index()))
            .toList();
    Set<Integer> indexes = new HashSet<>();
    for (MonitoredColumn column : columns) {
      if (!indexes.add(column.column().index())) {
        throw new IllegalArgumentException("column " + column.column().name() + " twice");
      }
    }
  }

  /** The same for other rows. */
  public MonitoredTable withWhere(Condition condition) {
    return new MonitoredTable(table, kinds, columns, condition);
  }
}
