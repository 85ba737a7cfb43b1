package io.vtepd.ovsdb.operation;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;

/** What one operation answered (RFC 7047 section 5.2). */
public sealed interface OperationResult {

  /** Of an insert: {@code {"uuid": ["uuid", ...]}}. */
  record Inserted(Uuid uuid) implements OperationResult {}

  /** Of an update, mutate or delete: {@code {"count": n}}. */
  record Count(long count) implements OperationResult {}

  /** Of a select: {@code {"rows": [...]}} with these columns of these rows. */
  record Rows(List<ColumnSchema> columns, List<Row> rows) implements OperationResult {
    public Rows {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** Of all others: {@code {}}. */
  record Done() implements OperationResult {}

  /** It failed, and with it the transaction. */
  record Failed(OvsdbError error) implements OperationResult {}

  /** It was not executed because one before it failed: {@code null}. */
  record NotExecuted() implements OperationResult {}
}
