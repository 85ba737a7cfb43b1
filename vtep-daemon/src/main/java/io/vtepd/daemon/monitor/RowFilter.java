package io.vtepd.daemon.monitor;

import io.vtepd.daemon.transact.ConditionEvaluator;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import java.util.Optional;

/** The rows that a monitor is about: those for which any clause holds, or all without a clause. */
record RowFilter(Condition condition) {

  boolean accepts(Row row) {
    return ConditionEvaluator.matchesAny(condition, row);
  }

  /** The row before the change, if there was one and it was accepted. */
  Optional<Row> before(RowChange change) {
    return change.before().filter(this::accepts);
  }

  /** The row after the change, if there is one and it is accepted. */
  Optional<Row> after(RowChange change) {
    return change.after().filter(this::accepts);
  }
}
