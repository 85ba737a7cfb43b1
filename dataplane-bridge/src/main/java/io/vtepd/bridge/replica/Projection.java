package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.json.SchemaPrinter;
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
 * What a selection comes to on one server.
 *
 * @param schema what the replica's rows are typed by
 * @param monitored the columns to ask the server for, all of them in {@code schema}
 */
record Projection(DatabaseSchema schema, Map<TableSchema, List<ColumnSchema>> monitored) {

  Projection {
    monitored = Map.copyOf(monitored);
  }

  /**
   * @param known the schema that the replica's rows had in an earlier session; kept if it is still
   *     the same, so that rows of both sessions can be compared
   * @throws OvsdbException if the server lacks what was selected, or types it otherwise
   */
  static Projection of(Selection selection, DatabaseSchema server, Optional<DatabaseSchema> known)
      throws OvsdbException {
    return switch (selection) {
      case Selection.Columns columns -> ofColumns(columns, server, known);
      case Selection.Whole whole -> ofWhole(whole.schema(), server);
    };
  }

  private static Projection ofColumns(
      Selection.Columns selection, DatabaseSchema server, Optional<DatabaseSchema> known)
      throws OvsdbException {
    List<TableSchema> tables = new ArrayList<>();
    for (String name : new TreeSet<>(selection.tables().keySet())) {
      TableSchema table = server.table(name).orElseThrow(() -> absent(server, "table " + name));
      tables.add(project(table, tables.size(), selection.tables().get(name), server));
    }
    DatabaseSchema projected =
        new DatabaseSchema(server.name(), server.version(), server.cksum(), tables);
    DatabaseSchema schema =
        known
            .filter(old -> SchemaPrinter.print(old).equals(SchemaPrinter.print(projected)))
            .orElse(projected);
    Map<TableSchema, List<ColumnSchema>> monitored = new LinkedHashMap<>();
    schema.tables().forEach(table -> monitored.put(table, table.columns()));
    return new Projection(schema, monitored);
  }

  private static TableSchema project(
      TableSchema table, int index, Set<String> columnNames, DatabaseSchema server)
      throws OvsdbException {
    List<ColumnSchema> columns = new ArrayList<>();
    for (String name : new TreeSet<>(columnNames)) {
      ColumnSchema column =
          table
              .column(name)
              .orElseThrow(() -> absent(server, "column " + name + " in table " + table.name()));
      columns.add(
          new ColumnSchema(
              name, columns.size(), column.type(), column.mutable(), column.ephemeral()));
    }
    return new TableSchema(
        table.name(), index, columns, table.isRoot(), table.maxRows(), List.of());
  }

  private static Projection ofWhole(DatabaseSchema wanted, DatabaseSchema server)
      throws OvsdbException {
    Map<TableSchema, List<ColumnSchema>> monitored = new LinkedHashMap<>();
    for (TableSchema table : wanted.tables()) {
      Optional<TableSchema> theirs = server.table(table.name());
      List<ColumnSchema> columns = new ArrayList<>();
      for (ColumnSchema column : table.columns()) {
        Optional<ColumnSchema> other = theirs.flatMap(t -> t.column(column.name()));
        if (other.isPresent() && !sameShape(column, other.get())) {
          throw OvsdbError.of(
                  "unsupported schema",
                  server
                      + " types column "
                      + column.name()
                      + " of table "
                      + table.name()
                      + " otherwise")
              .asException();
        }
        if (other.isPresent()) {
          columns.add(column);
        }
      }
      if (!columns.isEmpty()) {
        monitored.put(table, List.copyOf(columns));
      }
    }
    return new Projection(wanted, monitored);
  }

  /** Constraints may differ between versions of a schema; what a value looks like may not. */
  private static boolean sameShape(ColumnSchema ours, ColumnSchema theirs) {
    return ours.type().key().type() == theirs.type().key().type()
        && ours.type().differsAsWhole() == theirs.type().differsAsWhole()
        && ours.type()
            .value()
            .map(value -> value.type())
            .equals(theirs.type().value().map(value -> value.type()));
  }

  private static OvsdbException absent(DatabaseSchema server, String what) {
    return OvsdbError.of("unsupported schema", server + " has no " + what).asException();
  }
}
