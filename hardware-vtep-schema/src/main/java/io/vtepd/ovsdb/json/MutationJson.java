package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.operation.Mutation;
import io.vtepd.ovsdb.operation.Mutator;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.AtomicType;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code <mutation>}s of RFC 7047 section 5.1. */
final class MutationJson {

  private MutationJson() {}

  static List<Mutation> parse(Json.Arr json, TableSchema table, NamedUuids names)
      throws OvsdbException {
    List<Mutation> mutations = new ArrayList<>(json.size());
    for (Json mutation : json.elements()) {
      mutations.add(parseMutation(mutation, table, names));
    }
    return mutations;
  }

  private static Mutation parseMutation(Json json, TableSchema table, NamedUuids names)
      throws OvsdbException {
    if (!(json instanceof Json.Arr triple)
        || triple.size() != 3
        || !(triple.get(0) instanceof Json.Str columnName)
        || !(triple.get(1) instanceof Json.Str mutatorName)) {
      throw Members.syntax("a mutation must be [<column>, <mutator>, <value>]", json);
    }
    ColumnSchema column = RowJson.knownColumn(table, columnName.value(), json);
    if (!column.mutable()) {
      throw new OvsdbException(
          new OvsdbError(
              "constraint violation",
              "Cannot mutate immutable column " + column.name() + " in table " + table.name() + ".",
              Members.excerpt(json)));
    }
    Mutator mutator =
        Mutator.ofJsonName(mutatorName.value())
            .orElseThrow(() ->
                OvsdbError.of("unknown mutator", "No mutator named " + mutatorName.value() + ".")
                    .asException());
    if (!mayApply(mutator, column.type())) {
      throw ConditionJson.mismatch(mutator.jsonName(), column, json);
    }
    return new Mutation(column, mutator, parseArgument(triple.get(2), mutator, column, names));
  }

  private static boolean mayApply(Mutator mutator, ColumnType type) {
    AtomicType atom = type.key().type();
    return switch (mutator) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE ->
          !type.isMap() && (atom == AtomicType.INTEGER || atom == AtomicType.REAL);
      case MODULO -> !type.isMap() && atom == AtomicType.INTEGER;
      case INSERT, DELETE -> !type.isScalar();
    };
  }

  private static Datum parseArgument(
      Json json, Mutator mutator, ColumnSchema column, NamedUuids names) throws OvsdbException {
    ColumnType type = column.type();
    return switch (mutator) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO ->
          // The operand need not be in the column's range, only the result.
          DatumJson.parse(json, ColumnType.scalar(type.key().type()), names);
      case INSERT -> DatumJson.parse(json, type.withCount(0, type.max()), names);
      case DELETE -> parseDeleted(json, type, names);
    };
  }

  /** For a map pairs, and if it is no map of pairs, keys. */
  private static Datum parseDeleted(Json json, ColumnType type, NamedUuids names)
      throws OvsdbException {
    ColumnType any = type.withCount(0, ColumnType.UNLIMITED);
    if (!type.isMap()) {
      return DatumJson.parse(json, any, names);
    }
    try {
      return DatumJson.parse(json, any, names);
    } catch (OvsdbException notPairs) {
      // Not an error yet; what is wrong with it as a set of keys is what counts.
      ColumnType keys = new ColumnType(type.key(), Optional.empty(), 0, ColumnType.UNLIMITED);
      return DatumJson.parse(json, keys, names);
    }
  }

  static void write(JsonWriter out, List<Mutation> mutations) {
    out.raw('[');
    String separator = "";
    for (Mutation mutation : mutations) {
      out.raw(separator).raw("[\"").raw(mutation.column().name()).raw("\",\"");
      out.raw(mutation.mutator().jsonName()).raw("\",");
      DatumJson.write(out, mutation.argument());
      out.raw(']');
      separator = ",";
    }
    out.raw(']');
  }
}
