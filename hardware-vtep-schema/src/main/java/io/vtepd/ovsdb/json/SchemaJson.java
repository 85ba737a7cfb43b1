package io.vtepd.ovsdb.json;

import static io.vtepd.ovsdb.json.Members.syntax;

import io.vtepd.ovsdb.schema.BaseType;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Parses {@code <database-schema>} of RFC 7047 section 3.2; {@link SchemaPrinter} is the inverse.
 */
public final class SchemaJson {

  private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+");

  private SchemaJson() {}

  /**
   * @throws OvsdbException {@code syntax error} with the place and the reason
   */
  public static DatabaseSchema parse(Json json) throws OvsdbException {
    Members members = Members.of(json, "database schema");
    String name = members.requiredId("name");
    String version = members.optional("version", Json.Str.class).map(Json.Str::value).orElse("");
    String cksum = members.optional("cksum", Json.Str.class).map(Json.Str::value).orElse("");
    Json.Obj tables = members.required("tables", Json.Obj.class);
    members.end();
    if (!version.isEmpty() && !VERSION.matcher(version).matches()) {
      throw syntax("schema version \"" + version + "\" not in format x.y.z", json);
    }
    Map<String, ParsedTable> parsed = new TreeMap<>();
    for (var table : tables.members().entrySet()) {
      checkName(table.getKey(), "table", json);
      parsed.put(table.getKey(), parseTable(table.getKey(), table.getValue()));
    }
    checkReferences(parsed, json);
    boolean allRoots = parsed.values().stream().noneMatch(ParsedTable::isRoot);
    List<TableSchema> result = new ArrayList<>();
    for (var entry : parsed.entrySet()) {
      ParsedTable table = entry.getValue();
      result.add(
          new TableSchema(
              entry.getKey(),
              result.size(),
              persistWhatKeepsRows(table.columns(), parsed, allRoots),
              table.isRoot() || allRoots,
              table.maxRows(),
              table.indexes()));
    }
    return new DatabaseSchema(name, version, cksum, result);
  }

  private record ParsedTable(
      List<ColumnSchema> columns, boolean isRoot, long maxRows, List<List<ColumnSchema>> indexes) {}

  private static void checkName(String name, String kind, Json json) throws OvsdbException {
    if (name.startsWith("_")) {
      throw syntax("names beginning with \"_\" are reserved: " + kind + " " + name, json);
    }
    if (!Identifiers.isId(name)) {
      throw syntax("name must be a valid id: " + kind + " \"" + name + "\"", json);
    }
  }

  private static ParsedTable parseTable(String name, Json json) throws OvsdbException {
    Members members = Members.of(json, "table schema for table " + name);
    Json.Obj columns = members.required("columns", Json.Obj.class);
    Optional<Json.Int> maxRows = members.optional("maxRows", Json.Int.class);
    boolean isRoot =
        members.optional("isRoot", Json.Bool.class).map(Json.Bool::value).orElse(false);
    Optional<Json.Arr> indexes = members.optional("indexes", Json.Arr.class);
    members.end();
    if (maxRows.isPresent() && maxRows.get().value() <= 0) {
      throw syntax("maxRows must be at least 1", json);
    }
    if (columns.members().isEmpty()) {
      throw syntax("table must have at least one column", json);
    }
    Map<String, ColumnSchema> byName = new TreeMap<>();
    for (String column : new TreeMap<>(columns.members()).keySet()) {
      checkName(column, "column", json);
      byName.put(column, parseColumn(column, byName.size(), columns.members().get(column)));
    }
    List<List<ColumnSchema>> uniques = new ArrayList<>();
    for (Json index : indexes.map(Json.Arr::elements).orElse(List.of())) {
      uniques.add(parseIndex(index, byName));
    }
    return new ParsedTable(
        List.copyOf(byName.values()),
        isRoot,
        maxRows.map(Json.Int::value).orElse(Long.MAX_VALUE),
        uniques);
  }

  private static List<ColumnSchema> parseIndex(Json json, Map<String, ColumnSchema> columns)
      throws OvsdbException {
    if (!(json instanceof Json.Arr names) || names.size() == 0) {
      throw syntax("an index must be an array of at least one column name", json);
    }
    List<ColumnSchema> index = new ArrayList<>();
    for (Json element : names.elements()) {
      ColumnSchema column = element instanceof Json.Str name ? columns.get(name.value()) : null;
      if (column == null) {
        throw syntax(element.toText() + " is not a valid column name", json);
      }
      if (column.ephemeral()) {
        throw syntax("ephemeral columns (such as " + column.name() + ") may not be indexed", json);
      }
      if (index.contains(column)) {
        throw syntax(column.name() + " stands twice in one index", json);
      }
      index.add(column);
    }
    return index;
  }

  private static ColumnSchema parseColumn(String name, int index, Json json) throws OvsdbException {
    Members members = Members.of(json, "schema for column " + name);
    boolean mutable =
        members.optional("mutable", Json.Bool.class).map(Json.Bool::value).orElse(true);
    boolean ephemeral =
        members.optional("ephemeral", Json.Bool.class).map(Json.Bool::value).orElse(false);
    ColumnType type = parseType(members.required("type"));
    members.end();
    boolean weak =
        type.key().isWeakReference() || type.value().filter(BaseType::isWeakReference).isPresent();
    // A weak reference goes when its row goes, so its column cannot be immutable.
    return new ColumnSchema(name, index, type, mutable || weak, ephemeral);
  }

  /** {@code <type>}. */
  static ColumnType parseType(Json json) throws OvsdbException {
    if (json instanceof Json.Str) {
      return new ColumnType(BaseTypeJson.parse(json), Optional.empty(), 1, 1);
    }
    Members members = Members.of(json, "ovsdb type");
    BaseType key = BaseTypeJson.parse(members.required("key"));
    Optional<Json> valueJson = members.optional("value");
    Optional<Json.Int> min = members.optional("min", Json.Int.class);
    Optional<Json> max = members.optional("max");
    members.end();
    Optional<BaseType> value =
        valueJson.isPresent() ? Optional.of(BaseTypeJson.parse(valueJson.get())) : Optional.empty();
    long least = min.map(Json.Int::value).orElse(1L);
    long most = 1;
    if (max.isPresent()) {
      most =
          switch (max.get()) {
            case Json.Int integer -> integer.value();
            case Json.Str unlimited when unlimited.value().equals("unlimited") ->
                ColumnType.UNLIMITED;
            case Json.Str ignored -> throw syntax("max must be an integer or \"unlimited\"", json);
            case Json.Real ignored -> throw syntax("max must be an integer", json);
            case Json.Null ignored -> throw syntax("max must be an integer", json);
            case Json.Bool ignored -> throw syntax("max must be an integer", json);
            case Json.Arr ignored -> throw syntax("max must be an integer", json);
            case Json.Obj ignored -> throw syntax("max must be an integer", json);
          };
    }
    if (least < 0 || least > 1 || most < 1 || most < least || most > ColumnType.UNLIMITED) {
      throw syntax("ovsdb type fails constraint checks: min " + least + ", max " + most, json);
    }
    return new ColumnType(key, value, (int) least, (int) most);
  }

  /**
   * A strong reference to a row that stays only because of references is never ephemeral, whatever
   * the schema says: the row would be garbage after a restart.
   */
  private static List<ColumnSchema> persistWhatKeepsRows(
      List<ColumnSchema> columns, Map<String, ParsedTable> tables, boolean allRoots) {
    return columns.stream()
        .map(column -> {
          ColumnType type = column.type();
          boolean keepsRows =
              Stream.concat(Stream.of(type.key()), type.value().stream())
                  .filter(BaseType::isStrongReference)
                  .flatMap(base -> base.reference().stream())
                  .anyMatch(to -> !allRoots && !tables.get(to.table()).isRoot());
          return column.ephemeral() && keepsRows
              ? new ColumnSchema(column.name(), column.index(), type, column.mutable(), false)
              : column;
        })
        .toList();
  }

  private static void checkReferences(Map<String, ParsedTable> tables, Json json)
      throws OvsdbException {
    for (var table : tables.entrySet()) {
      for (ColumnSchema column : table.getValue().columns()) {
        var names = new HashSet<String>();
        column.type().key().reference().ifPresent(reference -> names.add(reference.table()));
        column
            .type()
            .value()
            .flatMap(BaseType::reference)
            .ifPresent(reference -> names.add(reference.table()));
        for (String name : names) {
          if (!tables.containsKey(name)) {
            throw syntax(
                "column "
                    + column.name()
                    + " of table "
                    + table.getKey()
                    + " refers to undefined table "
                    + name,
                json);
          }
        }
      }
    }
  }
}
