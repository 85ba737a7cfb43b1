package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;

/** Prints {@code <operation>}s of RFC 7047 section 5.2. */
final class OperationWriter {

  private OperationWriter() {}

  static void write(JsonWriter out, Operation operation) {
    switch (operation) {
      case Operation.Insert insert -> {
        begin(out, "insert", insert.table());
        out.raw(",\"uuid\":\"").raw(insert.uuid().toString()).raw("\",\"row\":");
        RowJson.write(out, insert.values());
      }
      case Operation.Select select -> writeSelect(out, select);
      case Operation.Update update -> {
        begin(out, "update", update.table(), update.where());
        out.raw(",\"row\":");
        RowJson.write(out, update.values());
      }
      case Operation.Mutate mutate -> {
        begin(out, "mutate", mutate.table(), mutate.where());
        out.raw(",\"mutations\":");
        MutationJson.write(out, mutate.mutations());
      }
      case Operation.Delete delete -> begin(out, "delete", delete.table(), delete.where());
      case Operation.Wait wait -> writeWait(out, wait);
      case Operation.Commit commit ->
          out.raw("{\"op\":\"commit\",\"durable\":").bool(commit.durable());
      case Operation.Abort ignored -> out.raw("{\"op\":\"abort\"");
      case Operation.Comment comment ->
          out.raw("{\"op\":\"comment\",\"comment\":").string(comment.comment());
      case Operation.Assert assertion ->
          out.raw("{\"op\":\"assert\",\"lock\":").string(assertion.lock());
    }
    out.raw('}');
  }

  private static void begin(JsonWriter out, String name, TableSchema table) {
    out.raw("{\"op\":\"").raw(name).raw("\",\"table\":\"").raw(table.name()).raw('"');
  }

  private static void begin(JsonWriter out, String name, TableSchema table, Condition where) {
    begin(out, name, table);
    out.raw(",\"where\":");
    ConditionJson.write(out, where);
  }

  private static void writeSelect(JsonWriter out, Operation.Select select) {
    begin(out, "select", select.table(), select.where());
    out.raw(",\"columns\":");
    RowJson.writeColumns(out, select.columns());
    if (!select.sort().isEmpty()) {
      out.raw(",\"sort\":");
      RowJson.writeColumns(out, select.sort());
    }
  }

  private static void writeWait(JsonWriter out, Operation.Wait wait) {
    begin(out, "wait", wait.table(), wait.where());
    out.raw(",\"columns\":");
    RowJson.writeColumns(out, wait.columns());
    out.raw(",\"until\":\"").raw(wait.equal() ? "==" : "!=").raw("\",\"rows\":[");
    String separator = "";
    for (Row row : wait.rows()) {
      out.raw(separator);
      RowJson.write(out, row, wait.columns());
      separator = ",";
    }
    out.raw(']');
    if (wait.timeoutMs().isPresent()) {
      out.raw(",\"timeout\":").integer(wait.timeoutMs().getAsLong());
    }
  }
}
