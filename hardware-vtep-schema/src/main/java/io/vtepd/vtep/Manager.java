package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A row of {@code Manager}. A connection to a controller that the server is to make or to wait for.
 */
public record Manager(Row row, Table columns) implements VtepRow {

  /** {@code Manager} in one database schema. */
  public record Table(
      TableSchema schema,
      VtepColumn<String> target,
      VtepColumn<OptionalLong> inactivityProbe,
      VtepColumn<OptionalLong> maxBackoff,
      VtepColumn<Boolean> isConnected,
      VtepColumn<Map<String, String>> status,
      VtepColumn<Map<String, String>> otherConfig)
      implements VtepTable<Manager> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.MANAGER);
      return new Table(
          table,
          ColumnTypes.text(table, ColumnName.TARGET),
          ColumnTypes.optionalInteger(table, ColumnName.INACTIVITY_PROBE),
          ColumnTypes.optionalInteger(table, ColumnName.MAX_BACKOFF),
          ColumnTypes.flag(table, ColumnName.IS_CONNECTED),
          ColumnTypes.textMap(table, ColumnName.STATUS),
          ColumnTypes.textMap(table, ColumnName.OTHER_CONFIG));
    }

    @Override
    public Manager view(Row row) {
      return new Manager(row, this);
    }
  }

  /** Such as {@code ssl:192.0.2.1:6640} or {@code pssl:6640}. */
  public String target() {
    return columns.target().get(row);
  }

  /** In milliseconds, 0 for never; empty for the default. */
  public OptionalLong inactivityProbe() {
    return columns.inactivityProbe().get(row);
  }

  /** In milliseconds, at least 1000; empty for the default. */
  public OptionalLong maxBackoff() {
    return columns.maxBackoff().get(row);
  }

  public boolean isConnected() {
    return columns.isConnected().get(row);
  }

  /** Keys as vtep(5) lists them. */
  public Map<String, String> status() {
    return columns.status().get(row);
  }

  public Map<String, String> otherConfig() {
    return columns.otherConfig().get(row);
  }
}
