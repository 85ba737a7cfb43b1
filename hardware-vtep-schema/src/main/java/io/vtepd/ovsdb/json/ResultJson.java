package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.OperationResult;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The result array of a transaction (RFC 7047 section 4.1.3). */
public final class ResultJson {

  private static final byte[] INSERTED_BEGIN = "{\"uuid\":".getBytes(StandardCharsets.US_ASCII);

  private ResultJson() {}

  /** Appends the array. */
  public static void write(JsonWriter out, TransactionResult result) {
    out.raw('[');
    String separator = "";
    for (OperationResult element : result.results()) {
      out.raw(separator);
      write(out, element);
      separator = ",";
    }
    out.raw(']');
  }

  private static void write(JsonWriter out, OperationResult result) {
    switch (result) {
      case OperationResult.Inserted inserted -> {
        out.raw(INSERTED_BEGIN);
        DatumJson.writeAtom(out, inserted.uuid());
        out.raw('}');
      }
      case OperationResult.Count count -> out.raw("{\"count\":").integer(count.count()).raw('}');
      case OperationResult.Rows rows -> writeRows(out, rows);
      case OperationResult.Done ignored -> out.raw("{}");
      case OperationResult.Failed failed -> ErrorJson.write(out, failed.error());
      case OperationResult.NotExecuted ignored -> out.raw("null");
    }
  }

  private static void writeRows(JsonWriter out, OperationResult.Rows rows) {
    out.raw("{\"rows\":[");
    String separator = "";
    for (Row row : rows.rows()) {
      out.raw(separator);
      RowJson.write(out, row, rows.columns());
      separator = ",";
    }
    out.raw("]}");
  }

  /**
   * Reads what a server answered to those operations.
   *
   * @throws OvsdbException {@code syntax error} if it is no answer to them
   */
  public static TransactionResult parse(Json json, List<Operation> operations)
      throws OvsdbException {
    if (!(json instanceof Json.Arr array)
        || array.size() < operations.size()
        || array.size() > operations.size() + 1) {
      throw Members.syntax(
          "expected an array of " + operations.size() + " operation results", json);
    }
    List<OperationResult> results = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      Json element = array.get(i);
      if (element instanceof Json.Null) {
        results.add(new OperationResult.NotExecuted());
      } else if (ErrorJson.isError(element)) {
        results.add(new OperationResult.Failed(ErrorJson.parse(element)));
      } else if (i < operations.size()) {
        results.add(parseSuccess(element, operations.get(i)));
      } else {
        throw Members.syntax("more results than operations", json);
      }
    }
    return new TransactionResult(results);
  }

  private static OperationResult parseSuccess(Json json, Operation operation)
      throws OvsdbException {
    Members members = Members.of(json, "operation result");
    return switch (operation) {
      case Operation.Insert ignored ->
          new OperationResult.Inserted(
              (Uuid)
                  DatumJson.parse(
                      members.required("uuid"), ColumnSchema.ROW_UUID.type(), NamedUuids.NONE));
      case Operation.Select select -> {
        List<Row> rows = new ArrayList<>();
        for (Json row : members.required("rows", Json.Arr.class).elements()) {
          rows.add(RowJson.parseWhole(row, select.table(), NamedUuids.NONE));
        }
        yield new OperationResult.Rows(select.columns(), rows);
      }
      case Operation.Update ignored -> count(members);
      case Operation.Mutate ignored -> count(members);
      case Operation.Delete ignored -> count(members);
      case Operation.Wait ignored -> new OperationResult.Done();
      case Operation.Commit ignored -> new OperationResult.Done();
      case Operation.Abort ignored -> new OperationResult.Done();
      case Operation.Comment ignored -> new OperationResult.Done();
      case Operation.Assert ignored -> new OperationResult.Done();
    };
  }

  private static OperationResult count(Members members) throws OvsdbException {
    return new OperationResult.Count(members.required("count", Json.Int.class).value());
  }
}
