package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ColumnValues;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code <row>} of RFC 7047 section 5.1, and the lists of columns beside it. */
public final class RowJson {

  private RowJson() {}

  /**
   * The columns that the object names, {@code _uuid} and {@code _version} included if it does.
   *
   * @throws OvsdbException {@code unknown column}, or what {@link DatumJson#parse} throws
   */
  public static ColumnValues parse(Json json, TableSchema table, NamedUuids names)
      throws OvsdbException {
    if (!(json instanceof Json.Obj object)) {
      throw Members.syntax("row must be JSON object", json);
    }
    ColumnValues.Builder values = new ColumnValues.Builder(object.members().size());
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      ColumnSchema column = knownColumn(table, member.getKey(), json);
      values.add(column, DatumJson.parse(member.getValue(), column.type(), names));
    }
    return values.build();
  }

  /** A row as a value of its own: columns that the object does not name have their defaults. */
  public static Row parseWhole(Json json, TableSchema table, NamedUuids names)
      throws OvsdbException {
    ColumnValues values = parse(json, table, names);
    Uuid uuid = (Uuid) values.getOrDefault(ColumnSchema.ROW_UUID, Uuid.ZERO);
    Uuid version = (Uuid) values.getOrDefault(ColumnSchema.ROW_VERSION, Uuid.ZERO);
    return Row.ofDefaults(table, uuid, version).with(values.withoutPseudo(), version);
  }

  /**
   * @throws OvsdbException {@code unknown column} if the table has none of that name
   */
  static ColumnSchema knownColumn(TableSchema table, String name, Json json) throws OvsdbException {
    Optional<ColumnSchema> column = table.column(name);
    if (column.isEmpty()) {
      throw new OvsdbException(
          new OvsdbError(
              "unknown column",
              "No column " + name + " in table " + table.name() + ".",
              Members.excerpt(json)));
    }
    return column.get();
  }

  /**
   * A list of distinct column names. Absent means every column, {@code _uuid} and {@code _version}
   * included.
   */
  public static List<ColumnSchema> parseColumns(Optional<Json.Arr> json, TableSchema table)
      throws OvsdbException {
    if (json.isEmpty()) {
      return allColumns(table);
    }
    Set<ColumnSchema> columns = new LinkedHashSet<>();
    for (Json element : json.get().elements()) {
      if (!(element instanceof Json.Str name)) {
        throw Members.syntax("array of distinct column names expected", json.get());
      }
      Optional<ColumnSchema> column = table.column(name.value());
      if (column.isEmpty()) {
        throw Members.syntax(name.value() + " is not a valid column name", json.get());
      }
      if (!columns.add(column.get())) {
        throw Members.syntax("array of distinct column names expected", json.get());
      }
    }
    return List.copyOf(columns);
  }

  /** Every column, {@code _uuid} and {@code _version} first. */
  public static List<ColumnSchema> allColumns(TableSchema table) {
    List<ColumnSchema> all = new ArrayList<>(table.columns().size() + 2);
    all.add(ColumnSchema.ROW_UUID);
    all.add(ColumnSchema.ROW_VERSION);
    all.addAll(table.columns());
    return all;
  }

  /** Appends an object with those columns of the row. */
  public static void write(JsonWriter out, Row row, List<ColumnSchema> columns) {
    out.raw('{');
    String separator = "";
    for (ColumnSchema column : columns) {
      out.raw(separator).raw('"').raw(column.name()).raw("\":");
      DatumJson.write(out, row.get(column));
      separator = ",";
    }
    out.raw('}');
  }

  /** Appends an object with those values. */
  static void write(JsonWriter out, Map<ColumnSchema, Datum> values) {
    out.raw('{');
    String separator = "";
    for (Map.Entry<ColumnSchema, Datum> value : values.entrySet()) {
      out.raw(separator).raw('"').raw(value.getKey().name()).raw("\":");
      DatumJson.write(out, value.getValue());
      separator = ",";
    }
    out.raw('}');
  }

  /** Appends an array of the columns' names. */
  static void writeColumns(JsonWriter out, List<ColumnSchema> columns) {
    out.raw('[');
    String separator = "";
    for (ColumnSchema column : columns) {
      out.raw(separator).raw('"').raw(column.name()).raw('"');
      separator = ",";
    }
    out.raw(']');
  }
}
