package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Uuid;
import java.util.Map;

/** A row of {@code Tunnel}. A tunnel between two locators, with its BFD session. */
public record Tunnel(Row row, Table columns) implements VtepRow {

  /** {@code Tunnel} in one database schema. */
  public record Table(
      TableSchema schema,
      VtepColumn<Uuid> local,
      VtepColumn<Uuid> remote,
      VtepColumn<Map<String, String>> bfdConfigLocal,
      VtepColumn<Map<String, String>> bfdConfigRemote,
      VtepColumn<Map<String, String>> bfdParams,
      VtepColumn<Map<String, String>> bfdStatus)
      implements VtepTable<Tunnel> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.TUNNEL);
      return new Table(
          table,
          ColumnTypes.reference(table, ColumnName.LOCAL),
          ColumnTypes.reference(table, ColumnName.REMOTE),
          ColumnTypes.textMap(table, ColumnName.BFD_CONFIG_LOCAL),
          ColumnTypes.textMap(table, ColumnName.BFD_CONFIG_REMOTE),
          ColumnTypes.textMap(table, ColumnName.BFD_PARAMS),
          ColumnTypes.textMap(table, ColumnName.BFD_STATUS));
    }

    @Override
    public Tunnel view(Row row) {
      return new Tunnel(row, this);
    }
  }

  /** A Physical_Locator. */
  public Uuid local() {
    return columns.local().get(row);
  }

  /** A Physical_Locator. */
  public Uuid remote() {
    return columns.remote().get(row);
  }

  /** What this side tells the other. */
  public Map<String, String> bfdConfigLocal() {
    return columns.bfdConfigLocal().get(row);
  }

  /** What the other side asks for. */
  public Map<String, String> bfdConfigRemote() {
    return columns.bfdConfigRemote().get(row);
  }

  /** What the controller asks of this side. */
  public Map<String, String> bfdParams() {
    return columns.bfdParams().get(row);
  }

  /** What this side sees. */
  public Map<String, String> bfdStatus() {
    return columns.bfdStatus().get(row);
  }
}
