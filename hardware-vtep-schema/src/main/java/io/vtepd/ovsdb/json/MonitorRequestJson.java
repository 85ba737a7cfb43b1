package io.vtepd.ovsdb.json;

import static io.vtepd.ovsdb.json.Members.syntax;

import io.vtepd.ovsdb.monitor.MonitorSelect;
import io.vtepd.ovsdb.monitor.MonitorShape;
import io.vtepd.ovsdb.monitor.MonitoredColumn;
import io.vtepd.ovsdb.monitor.MonitoredTable;
import io.vtepd.ovsdb.monitor.UpdateFormat;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Condition.Clause;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code <monitor-requests>} of RFC 7047 section 4.1.5, and with conditions those of
 * ovsdb-server(7) sections 4.1.12 and 4.1.13.
 */
public final class MonitorRequestJson {

  private MonitorRequestJson() {}

  /**
   * Parses a monitor's requests. A table's value may be one request or an array of them; several
   * watch the rows that any of them asks for.
   *
   * @param conditional whether requests may have {@code where}: those of {@code monitor_cond}
   */
  public static MonitorShape parse(
      DatabaseSchema schema, UpdateFormat format, Json json, boolean conditional)
      throws OvsdbException {
    List<MonitoredTable> tables = new ArrayList<>();
    for (var entry : requests(json).members().entrySet()) {
      TableSchema table = table(schema, entry.getKey(), json);
      TableRequests requests = new TableRequests(table);
      for (Json request : elements(entry.getValue())) {
        requests.add(request, conditional);
      }
      tables.add(requests.finish());
    }
    return new MonitorShape(format, tables);
  }

  private static Json.Obj requests(Json json) throws OvsdbException {
    if (json instanceof Json.Obj object) {
      return object;
    }
    throw syntax("monitor-requests must be object", json);
  }

  private static TableSchema table(DatabaseSchema schema, String name, Json json)
      throws OvsdbException {
    return schema.table(name).orElseThrow(() -> syntax("no table named " + name, json));
  }

  private static List<Json> elements(Json json) {
    return json instanceof Json.Arr array ? array.elements() : List.of(json);
  }

  /**
   * Parses the requests of {@code monitor_cond_change}: new conditions for tables of a monitor. One
   * of {@code monitor} has no conditions and gets none.
   *
   * @return the monitor's shape with these conditions; tables that are not named keep theirs
   */
  public static MonitorShape parseChange(DatabaseSchema schema, MonitorShape shape, Json json)
      throws OvsdbException {
    Map<TableSchema, Condition> changes = new LinkedHashMap<>();
    for (var entry : requests(json).members().entrySet()) {
      TableSchema table = table(schema, entry.getKey(), json);
      if (shape.table(table).isEmpty()) {
        throw syntax("no table named " + table.name() + " in monitor session", json);
      }
      if (!(entry.getValue() instanceof Json.Arr tableRequests)) {
        throw syntax("table " + table.name() + ": array of requests expected", entry.getValue());
      }
      for (Json request : tableRequests.elements()) {
        Members members = Members.of(request, "table " + table.name());
        boolean hasColumns = members.optional("columns").isPresent();
        Optional<Json.Arr> where = members.optional("where", Json.Arr.class);
        members.end();
        if (hasColumns) {
          throw syntax("changing columns is unsupported", request);
        }
        if (where.isPresent() && shape.format() == UpdateFormat.DIFFERENCES) {
          changes.put(table, ConditionJson.parse(where.get(), table, NamedUuids.NONE));
        }
      }
    }
    List<MonitoredTable> tables = new ArrayList<>();
    for (MonitoredTable table : shape.tables()) {
      tables.add(table.withWhere(changes.getOrDefault(table.table(), table.where())));
    }
    return new MonitorShape(shape.format(), tables);
  }

  /** Appends the requests that ask for that shape; conditions only where there are some. */
  static void write(JsonWriter out, MonitorShape shape) {
    out.raw('{');
    String separator = "";
    for (MonitoredTable table : shape.tables()) {
      out.raw(separator).string(table.table().name()).raw(":[");
      writeRequests(out, table);
      out.raw(']');
      separator = ",";
    }
    out.raw('}');
  }

  private static void writeRequests(JsonWriter out, MonitoredTable table) {
    Map<MonitorSelect, List<MonitoredColumn>> groups = new LinkedHashMap<>();
    table
        .columns()
        .forEach(c -> groups.computeIfAbsent(c.select(), select -> new ArrayList<>()).add(c));
    if (groups.isEmpty()) {
      groups.put(table.kinds(), List.of());
    }
    String separator = "";
    for (var group : groups.entrySet()) {
      out.raw(separator).raw("{\"columns\":[");
      String comma = "";
      for (MonitoredColumn column : group.getValue()) {
        out.raw(comma).string(column.column().name());
        comma = ",";
      }
      out.raw(']');
      if (!group.getKey().equals(MonitorSelect.ALL)) {
        writeSelect(out, group.getKey());
      }
      if (!table.where().clauses().isEmpty()) {
        ConditionJson.write(out.raw(",\"where\":"), table.where());
      }
      out.raw('}');
      separator = ",";
    }
  }

  private static void writeSelect(JsonWriter out, MonitorSelect select) {
    out.raw(",\"select\":{\"initial\":").bool(select.initial());
    out.raw(",\"insert\":").bool(select.insert());
    out.raw(",\"delete\":").bool(select.delete());
    out.raw(",\"modify\":").bool(select.modify()).raw('}');
  }

  /** The requests for one table, put together. */
  private static final class TableRequests {
    private final TableSchema table;
    private final Map<ColumnSchema, MonitorSelect> columns = new LinkedHashMap<>();
    private final List<Clause> clauses = new ArrayList<>();
    private boolean everyRow;
    private MonitorSelect kinds = new MonitorSelect(false, false, false, false);

    TableRequests(TableSchema table) {
      this.table = table;
    }

    void add(Json request, boolean conditional) throws OvsdbException {
      Members members = Members.of(request, "table " + table.name());
      Optional<Json.Arr> where =
          conditional ? members.optional("where", Json.Arr.class) : Optional.empty();
      Optional<Json.Arr> names = members.optional("columns", Json.Arr.class);
      Optional<Json.Obj> selectJson = members.optional("select", Json.Obj.class);
      members.end();
      MonitorSelect select = selectJson.isPresent() ? select(selectJson.get()) : MonitorSelect.ALL;
      kinds = kinds.or(select);
      for (ColumnSchema column : names.isPresent() ? columns(names.get()) : allColumns()) {
        if (columns.put(column, select) != null) {
          throw syntax("column " + column.name() + " mentioned more than once", request);
        }
      }
      Condition condition =
          where.isPresent()
              ? ConditionJson.parse(where.get(), table, NamedUuids.NONE)
              : Condition.everyRow();
      everyRow |= condition.clauses().isEmpty();
      clauses.addAll(condition.clauses());
    }

    private List<ColumnSchema> columns(Json.Arr names) throws OvsdbException {
      List<ColumnSchema> result = new ArrayList<>();
      for (Json name : names.elements()) {
        if (!(name instanceof Json.Str string)) {
          throw syntax("array of column names expected", names);
        }
        result.add(
            table
                .column(string.value())
                .orElseThrow(() -> syntax(string.value() + " is not a valid column name", names)));
        if (result.lastIndexOf(result.getLast()) != result.indexOf(result.getLast())) {
          throw syntax("column " + string.value() + " mentioned more than once", names);
        }
      }
      return result;
    }

    /** Without {@code columns} a request is about all but {@code _uuid}. */
    private List<ColumnSchema> allColumns() {
      List<ColumnSchema> all = new ArrayList<>(table.columns());
      all.add(ColumnSchema.ROW_VERSION);
      return all;
    }

    private MonitorSelect select(Json.Obj json) throws OvsdbException {
      Members members = Members.of(json, "table " + table.name() + " select");
      MonitorSelect select =
          new MonitorSelect(
              wants(members, "initial"),
              wants(members, "insert"),
              wants(members, "delete"),
              wants(members, "modify"));
      members.end();
      return select;
    }

    private static boolean wants(Members members, String kind) throws OvsdbException {
      return members.optional(kind, Json.Bool.class).map(Json.Bool::value).orElse(true);
    }

    MonitoredTable finish() {
      List<MonitoredColumn> monitored = new ArrayList<>();
      columns.forEach((column, select) -> monitored.add(new MonitoredColumn(column, select)));
      Condition where = everyRow ? Condition.everyRow() : new Condition(clauses);
      return new MonitoredTable(table, kinds, monitored, where);
    }
  }
}
