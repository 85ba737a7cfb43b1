package io.vtepd.daemon.replication;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a database is copied: all that the active server has of it, but for excluded tables.
 *
 * @param schema the backup's own
 * @param columns the copied columns of the copied tables, as the backup's schema has them
 * @param excluded names of tables that are left as they are
 */
record CopiedTables(
    DatabaseSchema schema, Map<TableSchema, List<ColumnSchema>> columns, Set<String> excluded) {

  CopiedTables {
    columns = Map.copyOf(columns);
    excluded = Set.copyOf(excluded);
  }

  /**
   * @throws OvsdbException if the backup has no place for something that the active server has; it
   *     may have tables and columns more
   */
  static CopiedTables of(DatabaseSchema own, DatabaseSchema active, ExcludedTables excluded)
      throws OvsdbException {
    Map<TableSchema, List<ColumnSchema>> columns = new LinkedHashMap<>();
    Set<String> left = new TreeSet<>();
    for (TableSchema table : own.tables()) {
      if (excluded.contains(own.name(), table.name())) {
        left.add(table.name());
      }
    }
    for (TableSchema theirs : active.tables()) {
      if (!excluded.contains(own.name(), theirs.name())) {
        TableSchema table =
            own.table(theirs.name()).orElseThrow(() -> lacks(own, "table " + theirs.name()));
        columns.put(table, columns(own, table, theirs));
      }
    }
    return new CopiedTables(own, columns, left);
  }

  private static List<ColumnSchema> columns(
      DatabaseSchema own, TableSchema table, TableSchema theirs) throws OvsdbException {
    List<ColumnSchema> columns = new ArrayList<>();
    for (ColumnSchema column : theirs.columns()) {
      Optional<ColumnSchema> same =
          table.column(column.name()).filter(it -> it.type().equals(column.type()));
      columns.add(
          same.orElseThrow(() ->
              lacks(own, "column " + column.name() + " of that type in table " + table.name())));
    }
    return columns;
  }

  private static OvsdbException lacks(DatabaseSchema own, String what) {
    return OvsdbError.of("schema mismatch", "our " + own + " has no " + what).asException();
  }

  /** The {@code <monitor-requests>} of RFC 7047 section 4.1.5. */
  Json.Obj monitorRequests() {
    Map<String, Json> requests = new LinkedHashMap<>();
    columns.forEach((table, list) -> {
      Json.Arr names = new Json.Arr(list.stream().map(each -> Json.of(each.name())).toList());
      requests.put(table.name(), new Json.Obj(Map.of("columns", names)));
    });
    return new Json.Obj(requests);
  }
}
