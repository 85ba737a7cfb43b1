package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.operation.ComparisonFunction;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Condition.Clause;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the rows of a table for which all clauses of a condition hold: by {@code _uuid} or by an
 * index where the condition gives values that a row must have, else by looking at every row.
 */
final class RowQuery {

  private final WorkingTable table;
  private final Condition where;
  private final List<Row> found = new ArrayList<>();

  private RowQuery(WorkingTable table, Condition where) {
    this.table = table;
    this.where = where;
  }

  /** The rows, in a list of its own: the table may be changed while it is read. */
  static List<Row> find(WorkingTable table, Condition where) {
    RowQuery query = new RowQuery(table, where);
    query.run();
    return query.found;
  }

  private void run() {
    Map<ColumnSchema, Datum> equal = new HashMap<>();
    for (Clause clause : where.clauses()) {
      if (clause instanceof Clause.Constant constant && !constant.value()) {
        return;
      }
      if (clause instanceof Clause.Compare compare && asksForEquality(compare)) {
        equal.put(compare.column(), compare.argument());
      }
    }
    Datum uuid = equal.get(ColumnSchema.ROW_UUID);
    if (uuid != null) {
      table.row((Uuid) uuid).ifPresent(this::offer);
      return;
    }
    table.find(equal, this::offer);
  }

  private static boolean asksForEquality(Clause.Compare compare) {
    return compare.function() == ComparisonFunction.EQUAL
        || compare.function() == ComparisonFunction.INCLUDES
            && compare.column().type().isAtMostOne()
            && compare.argument().size() == 1;
  }

  private void offer(Row row) {
    if (ConditionEvaluator.matchesAll(where, row)) {
      found.add(row);
    }
  }
}
