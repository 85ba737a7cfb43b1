package io.vtepd.daemon.server;

import io.vtepd.ovsdb.json.ErrorJson;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.HashMap;
import java.util.Map;

/** The table of methods, and what happens to a request of one of them. */
final class Methods {

  /** Executes requests of one method and answers them, now or later. */
  @FunctionalInterface
  interface Method {

    /**
     * @throws OvsdbException to be answered as the request's error
     */
    void execute(Session session, JsonRpcMessage.Request request) throws OvsdbException;
  }

  private final Map<String, Method> methods = new HashMap<>();

  void put(String name, Method method) {
    if (methods.put(name, method) != null) {
      throw new IllegalArgumentException("method " + name + " twice");
    }
  }

  void execute(Session session, JsonRpcMessage.Request request) {
    Method method = methods.get(request.method());
    if (method == null) {
      session.replyError(request.id(), Json.of("unknown method"));
      return;
    }
    try {
      method.execute(session, request);
    } catch (OvsdbException e) {
      session.replyError(request.id(), ErrorJson.toJson(e.error()));
    }
  }
}
