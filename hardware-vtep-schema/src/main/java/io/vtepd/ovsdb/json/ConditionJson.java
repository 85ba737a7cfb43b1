package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.operation.ComparisonFunction;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Condition.Clause;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.AtomicType;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code <condition>}s of RFC 7047 section 5.1, and the bare booleans that ovsdb-server takes as
 * well.
 */
public final class ConditionJson {

  private ConditionJson() {}

  /**
   * @param json the clauses, as {@code where} holds them
   */
  public static Condition parse(Json.Arr json, TableSchema table, NamedUuids names)
      throws OvsdbException {
    List<Clause> clauses = new ArrayList<>(json.size());
    for (Json clause : json.elements()) {
      clauses.add(parseClause(clause, table, names));
    }
    return new Condition(clauses);
  }

  private static Clause parseClause(Json json, TableSchema table, NamedUuids names)
      throws OvsdbException {
    if (json instanceof Json.Bool constant) {
      return new Clause.Constant(constant.value());
    }
    if (!(json instanceof Json.Arr triple)
        || triple.size() != 3
        || !(triple.get(0) instanceof Json.Str columnName)
        || !(triple.get(1) instanceof Json.Str functionName)) {
      throw Members.syntax(
          "a condition must be [<column>, <function>, <value>] or a boolean", json);
    }
    ColumnSchema column = RowJson.knownColumn(table, columnName.value(), json);
    ComparisonFunction function =
        ComparisonFunction.ofJsonName(functionName.value())
            .orElseThrow(() ->
                OvsdbError.of("unknown function", "No function named " + functionName.value() + ".")
                    .asException());
    ColumnType type = argumentType(column, function, json);
    return new Clause.Compare(column, function, DatumJson.parse(triple.get(2), type, names));
  }

  /** The column's type, with the number of elements that this function's argument may have. */
  private static ColumnType argumentType(
      ColumnSchema column, ComparisonFunction function, Json json) throws OvsdbException {
    ColumnType type = column.type();
    return switch (function) {
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
        AtomicType atom = type.key().type();
        boolean ordered = atom == AtomicType.INTEGER || atom == AtomicType.REAL;
        if (!ordered || !type.isAtMostOne()) {
          throw mismatch(function.jsonName(), column, json);
        }
        yield type.withCount(1, 1);
      }
      case EQUAL, NOT_EQUAL -> type;
      case INCLUDES -> type.isScalar() ? type : type.withCount(0, type.max());
      case EXCLUDES -> type.isScalar() ? type : type.withCount(0, ColumnType.UNLIMITED);
    };
  }

  static OvsdbException mismatch(String operator, ColumnSchema column, Json json) {
    return Members.syntax(
        "Type mismatch: \""
            + operator
            + "\" operator may not be applied to column "
            + column.name()
            + " of type "
            + column.type().describe()
            + ".",
        json);
  }

  /** Appends the array of clauses. */
  public static void write(JsonWriter out, Condition condition) {
    out.raw('[');
    String separator = "";
    for (Clause clause : condition.clauses()) {
      out.raw(separator);
      switch (clause) {
        case Clause.Constant constant -> out.bool(constant.value());
        case Clause.Compare compare -> {
          out.raw("[\"").raw(compare.column().name()).raw("\",\"");
          out.raw(compare.function().jsonName()).raw("\",");
          DatumJson.write(out, compare.argument());
          out.raw(']');
        }
      }
      separator = ",";
    }
    out.raw(']');
  }
}
