package io.vtepd.daemon.server;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import java.util.List;

/**
 * Tells input whose execution is short whatever the database holds, so that an I/O thread may
 * execute it: a few transactions of operations that look at nothing but rows that they name, and
 * that need not be on disk when they are answered. For inserts that means that what they cost
 * depends on their own length; for a select or an update that the row is named by its UUID, and
 * that the update gives plain values: those are no references, so no other row goes or changes with
 * it.
 */
final class ShortRequests {

  private static final int LONGEST_BYTES = 24 << 10;
  private static final int MOST_REQUESTS = 64;
  private static final Json UUID_COLUMN = Json.of("_uuid");
  private static final Json EQUAL = Json.of("==");

  private ShortRequests() {}

  static boolean isShort(RequestBatch batch) {
    if (batch.bytes() > LONGEST_BYTES || batch.messages().size() > MOST_REQUESTS) {
      return false;
    }
    for (JsonRpcMessage message : batch.messages()) {
      if (!isShort(message)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isShort(JsonRpcMessage message) {
    if (!(message instanceof JsonRpcMessage.Request request)
        || !request.method().equals("transact")) {
      return false;
    }
    List<Json> params = request.params().elements();
    for (int i = 1; i < params.size(); i++) {
      if (!isShortOperation(params.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Also what is no operation at all: refusing it is short. */
  private static boolean isShortOperation(Json json) {
    if (json instanceof Json.Obj operation
        && operation.members().get("op") instanceof Json.Str name) {
      return switch (name.value()) {
        case "insert", "comment", "assert", "abort" -> true;
        case "select" -> namesItsRow(operation);
        case "update" -> namesItsRow(operation) && givesPlainValues(operation);
        default -> false;
      };
    }
    return true;
  }

  /** Whether the only condition is {@code ["_uuid", "==", ["uuid", ...]]}. */
  private static boolean namesItsRow(Json.Obj operation) {
    return operation.members().get("where") instanceof Json.Arr where
        && where.size() == 1
        && where.get(0) instanceof Json.Arr clause
        && clause.size() == 3
        && clause.get(0).equals(UUID_COLUMN)
        && clause.get(1).equals(EQUAL)
        && clause.get(2) instanceof Json.Arr;
  }

  private static boolean givesPlainValues(Json.Obj update) {
    return update.members().get("row") instanceof Json.Obj row
        && row.members().values().stream().noneMatch(Json.Arr.class::isInstance);
  }
}
