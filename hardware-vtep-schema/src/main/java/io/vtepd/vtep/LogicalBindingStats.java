package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;

/**
 * A row of {@code Logical_Binding_Stats}. Counters of one binding. Local is what is behind the
 * port, as in {@code Ucast_Macs_Local}: vtep(5) says no more than that the switch sends what is
 * from there, into the logical switch, and receives what goes there.
 */
public record LogicalBindingStats(Row row, Table columns) implements VtepRow {

  /** {@code Logical_Binding_Stats} in one database schema. */
  public record Table(
      TableSchema schema,
      VtepColumn<Long> packetsFromLocal,
      VtepColumn<Long> bytesFromLocal,
      VtepColumn<Long> packetsToLocal,
      VtepColumn<Long> bytesToLocal)
      implements VtepTable<LogicalBindingStats> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.LOGICAL_BINDING_STATS);
      return new Table(
          table,
          ColumnTypes.integer(table, ColumnName.PACKETS_FROM_LOCAL),
          ColumnTypes.integer(table, ColumnName.BYTES_FROM_LOCAL),
          ColumnTypes.integer(table, ColumnName.PACKETS_TO_LOCAL),
          ColumnTypes.integer(table, ColumnName.BYTES_TO_LOCAL));
    }

    @Override
    public LogicalBindingStats view(Row row) {
      return new LogicalBindingStats(row, this);
    }
  }

  /** Came in at the port. */
  public long packetsFromLocal() {
    return columns.packetsFromLocal().get(row);
  }

  /** Came in at the port. */
  public long bytesFromLocal() {
    return columns.bytesFromLocal().get(row);
  }

  /** Went out at the port. */
  public long packetsToLocal() {
    return columns.packetsToLocal().get(row);
  }

  /** Went out at the port. */
  public long bytesToLocal() {
    return columns.bytesToLocal().get(row);
  }
}
