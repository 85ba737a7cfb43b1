package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.List;
import java.util.Map;

/** Spells messages of JSON-RPC 1.0. */
final class Requests {

  private Requests() {}

  static Json of(Json id, String method, Json... params) {
    return withParams(id, method, new Json.Arr(List.of(params)));
  }

  static Json withParams(Json id, String method, Json params) {
    return new Json.Obj(Map.of("method", Json.of(method), "params", params, "id", id));
  }

  static Json notification(String method, Json... params) {
    return of(Json.ofNull(), method, params);
  }
}
