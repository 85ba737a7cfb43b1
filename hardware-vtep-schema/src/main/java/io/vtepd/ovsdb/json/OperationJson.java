package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ColumnValues;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Parses {@code <operation>}s of RFC 7047 section 5.2; {@link OperationWriter} is the inverse.
 *
 * <p>Order of precedence, as in ovsdb-server: missing and mistyped members in the order in which
 * they are taken here, then members that nobody took, then what is inside of the members.
 */
public final class OperationJson {

  private final DatabaseSchema schema;
  private final OperationScope scope;
  private final Members members;

  private OperationJson(DatabaseSchema schema, OperationScope scope, Members members) {
    this.schema = schema;
    this.scope = scope;
    this.members = members;
  }

  /**
   * Parses one operation when its turn has come: an insert's UUID and names are defined by this.
   *
   * @param what names the operation in errors, such as {@code "ovsdb operation 1 of 2"}
   */
  public static Operation parse(
      Json json, DatabaseSchema schema, OperationScope scope, Supplier<String> what)
      throws OvsdbException {
    Members members = Members.of(json, what);
    try {
      Operation operation = new OperationJson(schema, scope, members).parse();
      members.end();
      return operation;
    } catch (OvsdbException e) {
      if (!members.hasFailed()) {
        members.end();
      }
      throw e;
    }
  }

  /** Appends the operation as JSON; an insert carries its UUID in {@code uuid}. */
  public static void write(JsonWriter out, Operation operation) {
    OperationWriter.write(out, operation);
  }

  private Operation parse() throws OvsdbException {
    String name = members.required("op", Json.Str.class).value();
    return switch (name) {
      case "insert" -> parseInsert();
      case "select" -> parseSelect();
      case "update" -> parseUpdate();
      case "mutate" -> parseMutate();
      case "delete" -> parseDelete();
      case "wait" -> parseWait();
      case "commit" -> new Operation.Commit(members.required("durable", Json.Bool.class).value());
      case "abort" -> new Operation.Abort();
      case "comment" -> new Operation.Comment(members.required("comment", Json.Str.class).value());
      case "assert" -> new Operation.Assert(members.requiredId("lock"));
      default -> throw members.failure("No operation \"" + members.checkedId("op", name) + "\".");
    };
  }

  private TableSchema table() throws OvsdbException {
    String name = members.required("table", Json.Str.class).value();
    Optional<TableSchema> table = schema.table(name);
    if (table.isEmpty()) {
      throw members.failure("No table named " + members.checkedId("table", name) + ".");
    }
    return table.get();
  }

  private Operation parseInsert() throws OvsdbException {
    TableSchema table = table();
    Optional<Json.Str> uuid = members.optional("uuid", Json.Str.class);
    Optional<String> name = members.optionalId("uuid-name");
    Json.Obj row = members.required("row", Json.Obj.class);
    Optional<Uuid> wanted =
        uuid.isPresent() ? Optional.of(wantedUuid(table, uuid.get())) : Optional.empty();
    Uuid rowUuid =
        name.isPresent() ? define(name.get(), wanted) : wanted.orElseGet(scope::freshUuid);
    // _uuid and _version are taken and forgotten, as ovsdb-server does.
    ColumnValues values = RowJson.parse(row, table, scope).withoutPseudo();
    return new Operation.Insert(table, rowUuid, values);
  }

  private Uuid wantedUuid(TableSchema table, Json.Str json) throws OvsdbException {
    Optional<Uuid> uuid = Uuid.parse(json.value());
    if (uuid.isEmpty()) {
      throw Members.syntax("bad uuid", json);
    }
    if (!scope.mayInsert(table, uuid.get())) {
      throw new OvsdbException(
          new OvsdbError(
              "duplicate uuid",
              "Table " + table + " has a row of this UUID, or had one before this transaction.",
              Members.excerpt(json)));
    }
    return uuid.get();
  }

  private Uuid define(String name, Optional<Uuid> wanted) throws OvsdbException {
    Optional<Uuid> defined = scope.define(name, wanted);
    if (defined.isEmpty()) {
      throw new OvsdbException(
          new OvsdbError(
              "duplicate uuid-name",
              "An earlier insert of this transaction has this uuid-name.",
              Members.excerpt(Json.of(name))));
    }
    return defined.get();
  }

  private Operation parseSelect() throws OvsdbException {
    TableSchema table = table();
    Json.Arr where = members.required("where", Json.Arr.class);
    Optional<Json.Arr> columns = members.optional("columns", Json.Arr.class);
    Optional<Json.Arr> sort = members.optional("sort", Json.Arr.class);
    return new Operation.Select(
        table,
        ConditionJson.parse(where, table, scope),
        RowJson.parseColumns(columns, table),
        sort.isPresent() ? RowJson.parseColumns(sort, table) : List.of());
  }

  private Operation parseUpdate() throws OvsdbException {
    TableSchema table = table();
    Json.Arr where = members.required("where", Json.Arr.class);
    Json.Obj row = members.required("row", Json.Obj.class);
    ColumnValues values = RowJson.parse(row, table, scope);
    for (ColumnSchema column : values.keySet()) {
      if (!column.mutable()) {
        throw new OvsdbException(
            new OvsdbError(
                "constraint violation",
                "Cannot update immutable column " + column.name() + " in table " + table + ".",
                members.excerpt()));
      }
    }
    return new Operation.Update(table, ConditionJson.parse(where, table, scope), values);
  }

  private Operation parseMutate() throws OvsdbException {
    TableSchema table = table();
    Json.Arr where = members.required("where", Json.Arr.class);
    Json.Arr json = members.required("mutations", Json.Arr.class);
    var mutations = MutationJson.parse(json, table, scope);
    return new Operation.Mutate(table, ConditionJson.parse(where, table, scope), mutations);
  }

  private Operation parseDelete() throws OvsdbException {
    Json.Arr where = members.required("where", Json.Arr.class);
    TableSchema table = table();
    return new Operation.Delete(table, ConditionJson.parse(where, table, scope));
  }

  private Operation parseWait() throws OvsdbException {
    Optional<Json.Int> timeout = members.optional("timeout", Json.Int.class);
    Json.Arr where = members.required("where", Json.Arr.class);
    Optional<Json.Arr> columns = members.optional("columns", Json.Arr.class);
    Json.Str until = members.required("until", Json.Str.class);
    Json.Arr rows = members.required("rows", Json.Arr.class);
    TableSchema table = table();
    var condition = ConditionJson.parse(where, table, scope);
    List<ColumnSchema> compared = RowJson.parseColumns(columns, table);
    if (timeout.isPresent() && timeout.get().value() < 0) {
      throw Members.syntax("timeout must be nonnegative", timeout.get());
    }
    boolean equal = until.value().equals("==");
    if (!equal && !until.value().equals("!=")) {
      throw Members.syntax("\"until\" must be \"==\" or \"!=\"", until);
    }
    OptionalLong timeoutMs =
        timeout.isPresent() ? OptionalLong.of(timeout.get().value()) : OptionalLong.empty();
    return new Operation.Wait(table, condition, compared, equal, rows(rows, table), timeoutMs);
  }

  /** Rows that a wait expects; columns that they leave out have their defaults. */
  private List<Row> rows(Json.Arr json, TableSchema table) throws OvsdbException {
    List<Row> rows = new ArrayList<>(json.size());
    for (Json element : json.elements()) {
      rows.add(RowJson.parseWhole(element, table, scope));
    }
    return rows;
  }
}
