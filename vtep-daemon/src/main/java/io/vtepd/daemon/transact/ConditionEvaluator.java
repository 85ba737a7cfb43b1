package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Condition.Clause;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.MapDatum;

/** Tests rows against conditions (RFC 7047 section 5.1). */
public final class ConditionEvaluator {

  private ConditionEvaluator() {}

  /** Whether every clause holds, as an operation's {@code where} means it. */
  public static boolean matchesAll(Condition condition, Row row) {
    for (Clause clause : condition.clauses()) {
      if (!holds(clause, row)) {
        return false;
      }
    }
    return true;
  }

  /** Whether some clause holds or there is none, as {@code monitor_cond} means it. */
  public static boolean matchesAny(Condition condition, Row row) {
    for (Clause clause : condition.clauses()) {
      if (holds(clause, row)) {
        return true;
      }
    }
    return condition.clauses().isEmpty();
  }

  /** Whether one clause holds. */
  public static boolean holds(Clause clause, Row row) {
    return switch (clause) {
      case Clause.Constant constant -> constant.value();
      case Clause.Compare compare -> holds(compare, row.get(compare.column()));
    };
  }

  private static boolean holds(Clause.Compare compare, Datum datum) {
    Datum argument = compare.argument();
    return switch (compare.function()) {
      case EQUAL -> datum.equals(argument);
      case NOT_EQUAL -> !datum.equals(argument);
      case INCLUDES -> includesAll(datum, argument);
      case EXCLUDES -> excludesAll(datum, argument);
      // An optional column without a value is not ordered.
      case LESS -> !datum.isEmpty() && order(datum, argument) < 0;
      case LESS_OR_EQUAL -> !datum.isEmpty() && order(datum, argument) <= 0;
      case GREATER_OR_EQUAL -> !datum.isEmpty() && order(datum, argument) >= 0;
      case GREATER -> !datum.isEmpty() && order(datum, argument) > 0;
    };
  }

  private static int order(Datum datum, Datum argument) {
    return datum.key(0).compareTo(argument.key(0));
  }

  private static boolean includesAll(Datum datum, Datum argument) {
    for (int i = 0; i < argument.size(); i++) {
      if (!has(datum, argument, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean excludesAll(Datum datum, Datum argument) {
    for (int i = 0; i < argument.size(); i++) {
      if (has(datum, argument, i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the datum has that element or pair of the argument. */
  private static boolean has(Datum datum, Datum argument, int index) {
    int at = datum.indexOfKey(argument.key(index));
    if (at < 0) {
      return false;
    }
    return !(datum instanceof MapDatum map && argument instanceof MapDatum pairs)
        || map.value(at).equals(pairs.value(index));
  }
}
