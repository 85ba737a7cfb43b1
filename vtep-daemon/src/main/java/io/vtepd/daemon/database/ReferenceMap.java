package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.BaseType;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** Where references stand in each table of a schema. */
public final class ReferenceMap {

  private final List<List<ReferencePlace>> strong = new ArrayList<>();
  private final List<List<ReferencePlace>> weak = new ArrayList<>();

  public ReferenceMap(DatabaseSchema schema) {
    for (TableSchema table : schema.tables()) {
      strong.add(places(schema, table, true));
      weak.add(places(schema, table, false));
    }
  }

  private static List<ReferencePlace> places(
      DatabaseSchema schema, TableSchema table, boolean strong) {
    List<ReferencePlace> places = new ArrayList<>();
    for (ColumnSchema column : table.columns()) {
      addPlace(places, schema, column, column.type().key(), false, strong);
      column
          .type()
          .value()
          .ifPresent(value -> addPlace(places, schema, column, value, true, strong));
    }
    return List.copyOf(places);
  }

  private static void addPlace(
      List<ReferencePlace> places,
      DatabaseSchema schema,
      ColumnSchema column,
      BaseType base,
      boolean inValues,
      boolean strong) {
    base.reference()
        .filter(reference -> reference.strong() == strong)
        .ifPresent(reference ->
            places.add(
                new ReferencePlace(column, inValues, schema.requireTable(reference.table()))));
  }

  /** Where rows of that table refer strongly: in order of columns, keys before values. */
  public List<ReferencePlace> strong(TableSchema table) {
    return strong.get(table.index());
  }

  /** Where rows of that table refer weakly: in order of columns, keys before values. */
  public List<ReferencePlace> weak(TableSchema table) {
    return weak.get(table.index());
  }
}
