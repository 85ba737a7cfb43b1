package io.vtepd.vtep;

import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Mutation;
import io.vtepd.ovsdb.operation.Mutator;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Collects the operations of one transaction on hardware_vtep. The writer chooses the UUIDs of new
 * rows, so rows may refer to each other in any order.
 */
public final class VtepTransaction {

  private final RandomGenerator uuids;
  private final List<Operation> operations = new ArrayList<>();

  /**
   * @param uuids where the UUIDs of new rows come from
   */
  public VtepTransaction(RandomGenerator uuids) {
    this.uuids = Objects.requireNonNull(uuids);
  }

  /** Inserts a row and returns its UUID. */
  public Uuid insert(VtepTable<?> table, RowValues values) {
    Uuid uuid = Uuid.random(uuids);
    operations.add(new Operation.Insert(table.schema(), uuid, values.toMap()));
    return uuid;
  }

  /** Sets columns of a row; nothing to set is no operation. */
  public void update(VtepTable<?> table, Uuid row, RowValues values) {
    if (!values.isEmpty()) {
      operations.add(new Operation.Update(table.schema(), Condition.row(row), values.toMap()));
    }
  }

  /** Adds elements or pairs to a set or map column of a row; what is there already stays. */
  public <T> void addTo(VtepTable<?> table, Uuid row, VtepColumn<T> column, T added) {
    mutate(
        table.schema(), row, new Mutation(column.schema(), Mutator.INSERT, column.format(added)));
  }

  /** Removes elements or pairs from a set or map column of a row, as far as they are there. */
  public <T> void removeFrom(VtepTable<?> table, Uuid row, VtepColumn<T> column, T removed) {
    mutate(
        table.schema(), row, new Mutation(column.schema(), Mutator.DELETE, column.format(removed)));
  }

  private void mutate(TableSchema table, Uuid row, Mutation mutation) {
    if (!mutation.argument().isEmpty()) {
      operations.add(new Operation.Mutate(table, Condition.row(row), List.of(mutation)));
    }
  }

  /** Deletes a row. */
  public void delete(VtepTable<?> table, Uuid row) {
    operations.add(new Operation.Delete(table.schema(), Condition.row(row)));
  }

  /** Deletes the rows whose column holds that value. */
  public <T> void deleteWhere(VtepTable<?> table, VtepColumn<T> column, T value) {
    Datum datum = column.format(value);
    operations.add(new Operation.Delete(table.schema(), Condition.column(column.schema(), datum)));
  }

  /** Says in the log and in the database file what the transaction is for. */
  public void comment(String text) {
    operations.add(new Operation.Comment(text));
  }

  /** Whether there is nothing to execute. */
  public boolean isEmpty() {
    return operations.isEmpty();
  }

  /** The operations so far. */
  public List<Operation> operations() {
    return List.copyOf(operations);
  }
}
