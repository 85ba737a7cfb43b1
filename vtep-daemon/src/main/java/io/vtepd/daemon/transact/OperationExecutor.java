package io.vtepd.daemon.transact;

import io.vtepd.daemon.database.IndexKey;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.OperationResult;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Executes operations on a working copy (RFC 7047 section 5.2). */
final class OperationExecutor {

  private final WorkingCopy copy;
  private final RandomGenerator random;
  private final LockView locks;
  private final List<String> comments = new ArrayList<>();
  private boolean durable;

  OperationExecutor(WorkingCopy copy, RandomGenerator random, LockView locks) {
    this.copy = copy;
    this.random = random;
    this.locks = locks;
  }

  /** What comment operations said so far. */
  List<String> comments() {
    return comments;
  }

  /** Whether a commit operation asked for durability so far. */
  boolean durable() {
    return durable;
  }

  /**
   * Executes one operation.
   *
   * @throws OvsdbException its error, which ends the transaction
   */
  OperationResult execute(Operation operation) throws OvsdbException {
    return switch (operation) {
      case Operation.Insert insert -> insert(insert);
      case Operation.Select select -> select(select);
      case Operation.Update update -> update(update);
      case Operation.Mutate mutate -> mutate(mutate);
      case Operation.Delete delete -> delete(delete);
      // Whether it is satisfied was decided before: unsatisfied, it does not come here.
      case Operation.Wait ignored -> new OperationResult.Done();
      case Operation.Commit commit -> {
        durable |= commit.durable();
        yield new OperationResult.Done();
      }
      case Operation.Abort ignored ->
          throw OvsdbError.of("aborted", "aborted by request").asException();
      case Operation.Comment comment -> {
        comments.add(comment.comment());
        yield new OperationResult.Done();
      }
      case Operation.Assert assertion -> checkLock(assertion.lock());
    };
  }

  private OperationResult checkLock(String lock) throws OvsdbException {
    if (!locks.owns(lock)) {
      throw OvsdbError.of("not owner", "Asserted lock " + lock + " not held.").asException();
    }
    return new OperationResult.Done();
  }

  private OperationResult insert(Operation.Insert insert) throws OvsdbException {
    WorkingTable table = copy.table(insert.table());
    Row template = copy.database().defaults(insert.table(), insert.values().keySet());
    Row row = template.copyAs(insert.uuid(), Uuid.random(random), insert.values());
    table.insert(row);
    return new OperationResult.Inserted(insert.uuid());
  }

  private OperationResult update(Operation.Update update) {
    WorkingTable table = copy.table(update.table());
    List<Row> rows = RowQuery.find(table, update.where());
    for (Row row : rows) {
      if (differs(row, update.values())) {
        table.modify(row, row.with(update.values(), row.version()));
      }
    }
    return new OperationResult.Count(rows.size());
  }

  private static boolean differs(Row row, Map<ColumnSchema, Datum> values) {
    for (Map.Entry<ColumnSchema, Datum> value : values.entrySet()) {
      if (!row.get(value.getKey()).equals(value.getValue())) {
        return true;
      }
    }
    return false;
  }

  private OperationResult mutate(Operation.Mutate mutate) throws OvsdbException {
    WorkingTable table = copy.table(mutate.table());
    List<Row> rows = RowQuery.find(table, mutate.where());
    for (Row row : rows) {
      Row mutated = MutationEvaluator.apply(row, mutate.mutations());
      if (!mutated.sameColumns(row)) {
        table.modify(row, mutated);
      }
    }
    return new OperationResult.Count(rows.size());
  }

  private OperationResult delete(Operation.Delete delete) {
    WorkingTable table = copy.table(delete.table());
    List<Row> rows = RowQuery.find(table, delete.where());
    rows.forEach(table::delete);
    return new OperationResult.Count(rows.size());
  }

  private OperationResult select(Operation.Select select) {
    List<Row> rows = RowQuery.find(copy.table(select.table()), select.where());
    if (!select.columns().contains(ColumnSchema.ROW_UUID)) {
      Set<IndexKey> seen = new HashSet<>();
      rows.removeIf(row -> !seen.add(IndexKey.of(row, select.columns())));
    }
    if (!select.sort().isEmpty()) {
      rows.sort(order(select.sort()));
    }
    return new OperationResult.Rows(select.columns(), rows);
  }

  private static Comparator<Row> order(List<ColumnSchema> columns) {
    return (left, right) -> {
      for (ColumnSchema column : columns) {
        int order = Datum.compare(left.get(column), right.get(column));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  /** Whether what a wait waits for is true now (RFC 7047 section 5.2.6). */
  boolean isSatisfied(Operation.Wait wait) {
    Set<IndexKey> expected = new HashSet<>();
    wait.rows().forEach(row -> expected.add(IndexKey.of(row, wait.columns())));
    Set<IndexKey> actual = new HashSet<>();
    RowQuery.find(copy.table(wait.table()), wait.where())
        .forEach(row -> actual.add(IndexKey.of(row, wait.columns())));
    return expected.equals(actual) == wait.equal();
  }
}
