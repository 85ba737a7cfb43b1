package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The locks that one session owns, by what it was told. When a waiter gives up, the original tells
 * the owner once more that it owns the lock; that is not compared.
 */
final class LockLedger {

  private final Set<Json> owned = new HashSet<>();

  /** Requests for locks and their release, by id. */
  private final Map<Json, Json.Obj> asked = new HashMap<>();

  void onSent(Json message) {
    Json.Obj object = (Json.Obj) message;
    String method = ((Json.Str) object.get("method").orElseThrow()).value();
    if (Set.of("lock", "steal", "unlock").contains(method)) {
      asked.put(object.get("id").orElseThrow(), object);
    }
  }

  /** Takes note of what came; whether it is news. */
  boolean isNews(Json.Obj message) {
    Optional<Json> method = message.get("method");
    if (method.equals(Optional.of(Json.of("locked")))) {
      return owned.add(name(message));
    }
    if (method.equals(Optional.of(Json.of("stolen")))) {
      owned.remove(name(message));
    } else if (method.isEmpty()) {
      Json.Obj request = asked.remove(message.get("id").orElseThrow());
      if (request != null) {
        onReply(request, message.get("result").orElse(Json.ofNull()));
      }
    }
    return true;
  }

  private void onReply(Json.Obj request, Json result) {
    if (request.get("method").equals(Optional.of(Json.of("unlock")))) {
      owned.remove(name(request));
    } else if (result instanceof Json.Obj object
        && object.get("locked").equals(Optional.of(Json.of(true)))) {
      owned.add(name(request));
    }
  }

  private static Json name(Json.Obj message) {
    Json.Arr params = (Json.Arr) message.get("params").orElseThrow();
    return params.size() == 0 ? Json.ofNull() : params.get(0);
  }
}
