package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.ResultJson;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.value.OvsdbException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The transactions of one connection that have no answer yet, by the id of their request. */
final class PendingTransactions {

  private record Pending(List<Operation> operations, CompletableFuture<TransactionResult> result) {}

  private final Map<Json, Pending> pending = new HashMap<>();
  private long count;

  /** Remembers a transaction and gives the id that its request is to have. */
  Json add(List<Operation> operations, CompletableFuture<TransactionResult> result) {
    Json id = Json.of("t" + ++count);
    pending.put(id, new Pending(operations, result));
    return id;
  }

  /**
   * Takes a reply if it belongs to a transaction.
   *
   * @return whether it did
   * @throws OvsdbException if it cannot be read; the transaction's outcome is unknown then
   */
  boolean complete(Json id, Json results) throws OvsdbException {
    Pending transaction = pending.remove(id);
    if (transaction == null) {
      return false;
    }
    try {
      transaction.result.complete(ResultJson.parse(results, transaction.operations));
    } catch (OvsdbException e) {
      transaction.result.completeExceptionally(new IOException("unreadable answer", e));
      throw e;
    }
    return true;
  }

  /** Takes an error reply if it belongs to a transaction; whether it did. */
  boolean refuse(Json id, Json error) {
    Pending transaction = pending.remove(id);
    if (transaction != null) {
      transaction.result.complete(TransactionJson.refused(error));
    }
    return transaction != null;
  }

  /** The connection is gone: whether those were committed nobody can tell. */
  void lost() {
    IOException lost = new IOException("connection lost before the answer: committed or not");
    List<Pending> all = List.copyOf(pending.values());
    pending.clear();
    all.forEach(transaction -> transaction.result.completeExceptionally(lost));
  }
}
