package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.json.OperationScope;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.Map;
import java.util.Optional;

/**
 * Checks of an operation made by code what the JSON parser would have checked, as far as it keeps
 * the contents valid.
 */
final class TypedOperationCheck {

  private TypedOperationCheck() {}

  static void check(Operation operation, OperationScope scope) throws OvsdbException {
    if (operation instanceof Operation.Insert insert) {
      if (!scope.mayInsert(insert.table(), insert.uuid())) {
        throw OvsdbError.of(
                "duplicate uuid", "table " + insert.table() + " has or had row " + insert.uuid())
            .asException();
      }
      checkValues(insert.table(), insert.values(), false);
    } else if (operation instanceof Operation.Update update) {
      checkValues(update.table(), update.values(), true);
    } else if (operation instanceof Operation.Mutate mutate) {
      for (var mutation : mutate.mutations()) {
        checkMutable(mutate.table(), mutation.column());
      }
    }
  }

  private static void checkValues(
      TableSchema table, Map<ColumnSchema, Datum> values, boolean update) throws OvsdbException {
    for (Map.Entry<ColumnSchema, Datum> value : values.entrySet()) {
      ColumnSchema column = value.getKey();
      if (update) {
        checkMutable(table, column);
      }
      Optional<OvsdbError> violation = column.type().check(value.getValue());
      if (violation.isPresent()) {
        String details = "column " + column.name() + " of table " + table + ": ";
        throw OvsdbError.of(violation.get().tag(), details + violation.get().details())
            .asException();
      }
    }
  }

  private static void checkMutable(TableSchema table, ColumnSchema column) throws OvsdbException {
    if (!column.mutable()) {
      throw OvsdbError.constraint("column " + column.name() + " of " + table + " is immutable")
          .asException();
    }
  }
}
