package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What monitors of a database may ask for: tables, columns, kinds of changes, conditions. */
final class RandomMonitors {

  private final RandomOperations operations;
  private final RandomValues values;

  /** The tables and columns of every conditional monitor so far. */
  private final Set<Json> shapes = new HashSet<>();

  RandomMonitors(RandomOperations operations) {
    this.operations = operations;
    this.values = operations.values();
  }

  /**
   * The requests of a monitor over some tables; conditions only where asked for.
   *
   * <p>The original dies of two monitors of one shape and a condition over a column that they lack:
   * a shape without all columns is asked for once.
   */
  Json.Obj requests(boolean conditional) {
    Map<String, Json> columns = columns(!conditional || values.chance(50));
    if (conditional && !shapes.add(new Json.Obj(columns))) {
      columns = columns(false);
    }
    Map<String, Json> requests = new LinkedHashMap<>();
    for (TableSchema table : operations.schema().tables()) {
      if (columns.containsKey(table.name())) {
        Json request = request(table, columns.get(table.name()), conditional);
        requests.put(table.name(), Json.array(request));
      }
    }
    return new Json.Obj(requests);
  }

  /** Some tables, with some of their columns or all. */
  private Map<String, Json> columns(boolean some) {
    Map<String, Json> columns = new LinkedHashMap<>();
    for (TableSchema table : operations.schema().tables()) {
      if (values.chance(70)) {
        columns.put(table.name(), some ? operations.columns(table) : allColumns(table));
      }
    }
    return columns;
  }

  private static Json allColumns(TableSchema table) {
    List<Json> names = new ArrayList<>();
    names.add(Json.of("_uuid"));
    table.columns().forEach(column -> names.add(Json.of(column.name())));
    return new Json.Arr(names);
  }

  private Json request(TableSchema table, Json columns, boolean conditional) {
    Map<String, Json> request = new LinkedHashMap<>();
    request.put("columns", columns);
    if (conditional && operations.tables().contains(table) && values.chance(60)) {
      request.put("where", operations.where(table));
    }
    if (values.chance(30)) {
      Map<String, Json> select = new LinkedHashMap<>();
      select.put("initial", Json.of(values.chance(50)));
      for (String kind : List.of("insert", "delete", "modify")) {
        select.put(kind, Json.of(values.chance(70)));
      }
      request.put("select", new Json.Obj(select));
    }
    return new Json.Obj(request);
  }

  /**
   * New conditions as monitor_cond_change takes them. Of a request with a fault in it the original
   * does one half, in the order of a hash table: only those about one table may have any.
   *
   * @param monitored the names of the monitor's tables
   */
  Json conditionChange(Set<String> monitored) {
    List<TableSchema> tables = operations.tables();
    List<TableSchema> known =
        tables.stream().filter(table -> monitored.contains(table.name())).toList();
    if (known.size() > 1 && values.chance(50)) {
      Map<String, Json> changes = new LinkedHashMap<>();
      known.forEach(table -> changes.put(table.name(), conditions(simpleCondition(table))));
      return new Json.Obj(changes);
    }
    TableSchema table = values.pick(values.chance(5) || known.isEmpty() ? tables : known);
    Json changed =
        values.chance(6)
            ? brokenConditions()
            : conditions(values.chance(80) ? operations.where(table) : simpleCondition(table));
    return new Json.Obj(Map.of(table.name(), changed));
  }

  /** Not among them: a request without "where", of which the original dies. */
  private Json brokenConditions() {
    Json columns = Json.array(Json.of("_uuid"));
    return values.pick(
        List.of(
            Json.array(),
            Json.emptyObject(),
            Json.array(new Json.Obj(Map.of("columns", columns)))));
  }

  private static Json conditions(Json where) {
    return Json.array(new Json.Obj(Map.of("where", where)));
  }

  private Json simpleCondition(TableSchema table) {
    Json uuid = RandomValues.uuidJson(values.rowUuid(table.name()));
    return values.chance(40)
        ? Json.array(Json.of(values.chance(50)))
        : Json.array(Json.array(Json.of("_uuid"), Json.of("=="), uuid));
  }
}
