package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Map;

/** A row of {@code Logical_Router}. A router between logical switches. */
public record LogicalRouter(Row row, Table columns) implements VtepRow {

  /** {@code Logical_Router} in one database schema. */
  public record Table(
      TableSchema schema,
      VtepColumn<String> name,
      VtepColumn<String> description,
      VtepColumn<Map<String, Uuid>> switchBinding,
      VtepColumn<Map<String, String>> staticRoutes,
      VtepColumn<Map<String, Uuid>> aclBinding,
      VtepColumn<List<String>> lrFaultStatus,
      VtepColumn<Map<String, String>> otherConfig)
      implements VtepTable<LogicalRouter> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.LOGICAL_ROUTER);
      return new Table(
          table,
          ColumnTypes.text(table, ColumnName.NAME),
          ColumnTypes.text(table, ColumnName.DESCRIPTION),
          ColumnTypes.textToReference(table, ColumnName.SWITCH_BINDING),
          ColumnTypes.textMap(table, ColumnName.STATIC_ROUTES),
          ColumnTypes.textToReference(table, ColumnName.ACL_BINDING),
          ColumnTypes.texts(table, ColumnName.LR_FAULT_STATUS),
          ColumnTypes.textMap(table, ColumnName.OTHER_CONFIG));
    }

    @Override
    public LogicalRouter view(Row row) {
      return new LogicalRouter(row, this);
    }
  }

  public String name() {
    return columns.name().get(row);
  }

  public String description() {
    return columns.description().get(row);
  }

  /** Prefix of the router's address to Logical_Switch. */
  public Map<String, Uuid> switchBinding() {
    return columns.switchBinding().get(row);
  }

  /** Prefix to next hop. */
  public Map<String, String> staticRoutes() {
    return columns.staticRoutes().get(row);
  }

  /** Prefix to ACL. */
  public Map<String, Uuid> aclBinding() {
    return columns.aclBinding().get(row);
  }

  /** Faults that there are now. */
  public List<String> lrFaultStatus() {
    return columns.lrFaultStatus().get(row);
  }

  public Map<String, String> otherConfig() {
    return columns.otherConfig().get(row);
  }
}
