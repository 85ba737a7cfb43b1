package io.vtepd.bridge.replica;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.json.OperationJson;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.OperationResult;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.value.OvsdbError;
import java.util.List;

/** A transaction's request and what becomes of it (RFC 7047 section 4.1.3). */
final class TransactionJson {

  private TransactionJson() {}

  /** The bytes of the whole request. */
  static ByteBuf request(String database, List<Operation> operations, Json id) {
    JsonWriter out = new JsonWriter();
    out.raw("{\"method\":\"transact\",\"params\":[").string(database);
    for (Operation operation : operations) {
      out.raw(',');
      OperationJson.write(out, operation);
    }
    out.raw("],\"id\":").json(id).raw('}');
    return Unpooled.wrappedBuffer(out.array(), 0, out.length());
  }

  /** The result of a transaction that the server did not take at all. */
  static TransactionResult refused(Json error) {
    return failed(OvsdbError.of("refused", error.toText()));
  }

  /** The result of a transaction that was not executed. */
  static TransactionResult failed(OvsdbError error) {
    return new TransactionResult(List.of(new OperationResult.Failed(error)));
  }
}
