package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.Members;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;

/**
 * The answer to a monitor request, or one of its updates, whatever its method.
 *
 * @param resumed whether the updates are to what the asker said that it knows already
 * @param transaction where in the server's history that is; zero if the method does not tell
 */
record MonitorReply(boolean resumed, Uuid transaction, Json updates) {

  /** Reads the result of a monitor request. */
  static MonitorReply ofResult(MonitorMethod method, Json result) throws OvsdbException {
    if (method != MonitorMethod.SINCE) {
      return new MonitorReply(false, Uuid.ZERO, result);
    }
    if (result instanceof Json.Arr array
        && array.size() == 3
        && array.get(0) instanceof Json.Bool found) {
      return new MonitorReply(found.value(), transaction(array.get(1)), array.get(2));
    }
    throw Members.syntax(
        "result of monitor_cond_since must be [found, last-txn-id, updates]", result);
  }

  /** Reads the parameters of an update; the first of them is the monitor's id. */
  static MonitorReply ofUpdate(MonitorMethod method, Json.Arr params) throws OvsdbException {
    boolean since = method == MonitorMethod.SINCE;
    if (params.size() < (since ? 3 : 2)) {
      throw Members.syntax(method.update() + " lacks parameters", params);
    }
    return since
        ? new MonitorReply(true, transaction(params.get(1)), params.get(2))
        : new MonitorReply(true, Uuid.ZERO, params.get(1));
  }

  private static Uuid transaction(Json json) throws OvsdbException {
    if (json instanceof Json.Str text) {
      return Uuid.parse(text.value())
          .orElseThrow(() -> Members.syntax("a transaction id must be a UUID", json));
    }
    throw Members.syntax("a transaction id must be a string", json);
  }
}
