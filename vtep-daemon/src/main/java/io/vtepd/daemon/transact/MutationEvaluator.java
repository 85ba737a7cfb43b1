package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.operation.Mutation;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies mutations to rows (RFC 7047 section 5.1, {@code <mutation>}). */
final class MutationEvaluator {

  private MutationEvaluator() {}

  /** The row after the mutations, one after the other. */
  static Row apply(Row row, List<Mutation> mutations) throws OvsdbException {
    Map<ColumnSchema, Datum> values = new HashMap<>();
    for (Mutation mutation : mutations) {
      ColumnSchema column = mutation.column();
      Datum before = values.getOrDefault(column, row.get(column));
      values.put(column, apply(before, mutation));
    }
    return row.with(values, row.version());
  }

  private static Datum apply(Datum datum, Mutation mutation) throws OvsdbException {
    ColumnType type = mutation.column().type();
    Datum argument = mutation.argument();
    return switch (mutation.mutator()) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> calculate(datum, mutation);
      case INSERT -> checkCount(union(datum, argument), type);
      case DELETE -> checkCount(difference(datum, argument), type);
    };
  }

  /** The operation on each element. */
  private static Datum calculate(Datum datum, Mutation mutation) throws OvsdbException {
    List<Atom> results = new ArrayList<>(datum.size());
    for (int i = 0; i < datum.size(); i++) {
      results.add(Arithmetic.apply(mutation.mutator(), datum.key(i), mutation.argument().key(0)));
    }
    for (Atom result : results) {
      Optional<OvsdbError> violation = mutation.column().type().key().constraint().check(result);
      if (violation.isPresent()) {
        throw violation.get().asException();
      }
    }
    Datum set = Datum.set(results);
    if (set.size() < results.size()) {
      throw OvsdbError.constraint(
              "Result of \"" + mutation.mutator().jsonName() + "\" operation contains duplicates.")
          .asException();
    }
    return set;
  }

  /** Keys that are there keep their value. */
  private static Datum union(Datum datum, Datum argument) {
    if (datum instanceof MapDatum map && argument instanceof MapDatum added) {
      Map<Atom, Atom> pairs = map.toMap();
      for (int i = 0; i < added.size(); i++) {
        pairs.putIfAbsent(added.key(i), added.value(i));
      }
      return pairs.size() == map.size() ? map : Datum.map(pairs);
    }
    List<Atom> atoms = new ArrayList<>(datum.size() + argument.size());
    for (int i = 0; i < datum.size(); i++) {
      atoms.add(datum.key(i));
    }
    for (int i = 0; i < argument.size(); i++) {
      if (!datum.containsKey(argument.key(i))) {
        atoms.add(argument.key(i));
      }
    }
    return atoms.size() == datum.size() ? datum : Datum.set(atoms);
  }

  /** From a map, pairs of an argument that is a map, keys of one that is a set. */
  private static Datum difference(Datum datum, Datum argument) {
    if (datum instanceof MapDatum map && argument instanceof MapDatum removed) {
      return map.filter(i -> !removed.get(map.key(i)).filter(map.value(i)::equals).isPresent());
    }
    return datum.filter(i -> !argument.containsKey(datum.key(i)));
  }

  private static Datum checkCount(Datum datum, ColumnType type) throws OvsdbException {
    if (datum.size() < type.min() || datum.size() > type.max()) {
      throw OvsdbError.constraint(
              "Attempted to store " + datum.size() + " elements in " + type.describe() + ".")
          .asException();
    }
    return datum;
  }
}
