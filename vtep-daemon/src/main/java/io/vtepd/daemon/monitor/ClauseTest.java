package io.vtepd.daemon.monitor;

import io.vtepd.ovsdb.operation.ComparisonFunction;
import io.vtepd.ovsdb.operation.Condition.Clause;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.MapDatum;

/** Whether a clause holds for a row (RFC 7047 section 5.1, {@code <condition>}). */
final class ClauseTest {

  private ClauseTest() {}

  static boolean holds(Clause clause, Row row) {
    return switch (clause) {
      case Clause.Constant constant -> constant.value();
      case Clause.Compare compare ->
          holds(compare.function(), row.get(compare.column()), compare.argument());
    };
  }

  private static boolean holds(ComparisonFunction function, Datum value, Datum argument) {
    return switch (function) {
      case EQUAL -> value.equals(argument);
      case NOT_EQUAL -> !value.equals(argument);
      case LESS -> !value.isEmpty() && Datum.compare(value, argument) < 0;
      case LESS_OR_EQUAL -> !value.isEmpty() && Datum.compare(value, argument) <= 0;
      case GREATER -> !value.isEmpty() && Datum.compare(value, argument) > 0;
      case GREATER_OR_EQUAL -> !value.isEmpty() && Datum.compare(value, argument) >= 0;
      case INCLUDES -> common(value, argument) == argument.size();
      case EXCLUDES -> common(value, argument) == 0;
    };
  }

  /** How many of the argument's elements or pairs the value has. */
  private static int common(Datum value, Datum argument) {
    int count = 0;
    for (int i = 0; i < argument.size(); i++) {
      int at = value.indexOfKey(argument.key(i));
      if (at >= 0 && pairValue(value, at).equals(pairValue(argument, i))) {
        count++;
      }
    }
    return count;
  }

  private static Atom pairValue(Datum datum, int index) {
    return datum instanceof MapDatum map ? map.value(index) : datum.key(index);
  }
}
