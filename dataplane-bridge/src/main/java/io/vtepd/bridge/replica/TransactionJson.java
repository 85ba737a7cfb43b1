package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.OperationResult;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.List;

/** A transaction's request and answer (RFC 7047 section 4.1.3). */
final class TransactionJson {

  private TransactionJson() {}

  static Json.Arr params(String database, List<Operation> operations) {
    throw new UnsupportedOperationException(database + operations);
  }

  static TransactionResult result(Json result, List<Operation> operations) throws OvsdbException {
    throw new UnsupportedOperationException(result.toText() + operations);
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
