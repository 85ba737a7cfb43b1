package io.vtepd.daemon.server;

import io.vtepd.daemon.metrics.Histogram;
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

  /** A method and what its requests take. */
  private record Timed(Method method, Histogram times) {}

  private final Map<String, Timed> methods = new HashMap<>();
  private final ServerTimes times;
  private final Histogram unknown;

  Methods(ServerTimes times) {
    this.times = times;
    this.unknown = times.request("other");
  }

  void put(String name, Method method) {
    if (methods.put(name, new Timed(method, times.request(name))) != null) {
      throw new IllegalArgumentException("method " + name + " twice");
    }
  }

  /** Where the time that requests of a method take is recorded. */
  Histogram times(String method) {
    Timed timed = methods.get(method);
    return timed == null ? unknown : timed.times;
  }

  void execute(Session session, JsonRpcMessage.Request request) {
    Timed timed = methods.get(request.method());
    if (timed == null) {
      session.replyError(request.id(), Json.of("unknown method"));
      return;
    }
    try {
      timed.method.execute(session, request);
    } catch (OvsdbException e) {
      session.replyError(request.id(), ErrorJson.toJson(e.error()));
    }
  }
}
