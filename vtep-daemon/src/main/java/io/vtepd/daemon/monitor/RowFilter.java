package io.vtepd.daemon.monitor;

import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Condition.Clause;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import java.util.Optional;

/**
 * The rows that a monitor is about: those for which any clause of its condition holds, or all if
 * there is none.
 */
final class RowFilter {

  private final Clause[] clauses;

  RowFilter(Condition condition) {
    this.clauses = condition.clauses().toArray(Clause[]::new);
  }

  boolean accepts(Row row) {
    if (clauses.length == 0) {
      return true;
    }
    for (Clause clause : clauses) {
      if (ClauseTest.holds(clause, row)) {
        return true;
      }
    }
    return false;
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
