package io.vtepd.ovsdb.rpc;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.JsonWriter;
import java.util.Optional;
import java.util.Set;

/** A JSON-RPC 1.0 message (RFC 7047 section 4). Request ids are any JSON but null. */
public sealed interface JsonRpcMessage {

  /** Wants a {@link Reply} or an {@link ErrorReply} with its id. */
  record Request(String method, Json.Arr params, Json id) implements JsonRpcMessage {}

  /** Wants no answer. */
  record Notification(String method, Json.Arr params) implements JsonRpcMessage {}

  /** The answer to a request that succeeded. */
  record Reply(Json result, Json id) implements JsonRpcMessage {}

  /** The answer to a request that failed. */
  record ErrorReply(Json error, Json id) implements JsonRpcMessage {}

  Set<String> MEMBERS = Set.of("method", "params", "result", "error", "id");

  /**
   * Sorts a JSON value into the four kinds. A reply may lack its {@code error} (OpenDaylight), an
   * error reply its {@code result} (ovsdb-server).
   *
   * @throws JsonSyntaxException if it is no JSON-RPC message; the stream has to be closed
   */
  static JsonRpcMessage parse(Json json) throws JsonSyntaxException {
    if (!(json instanceof Json.Obj object)) {
      throw new JsonSyntaxException("a JSON-RPC message must be an object");
    }
    for (String member : object.members().keySet()) {
      if (!MEMBERS.contains(member)) {
        throw new JsonSyntaxException("unexpected member \"" + member + "\" in JSON-RPC message");
      }
    }
    Optional<Json> result = present(object, "result");
    Optional<Json> error = present(object, "error");
    Optional<Json> id = present(object, "id");
    if (object.get("method").isPresent()) {
      return parseCall(object, id, result.isPresent() || error.isPresent());
    }
    if (object.get("params").isPresent() || id.isEmpty()) {
      throw new JsonSyntaxException("a JSON-RPC reply must have an id and no params");
    }
    if (error.isPresent() == result.isPresent() && error.isPresent()) {
      throw new JsonSyntaxException("a JSON-RPC reply must not have both result and error");
    }
    return error.isPresent()
        ? new ErrorReply(error.get(), id.get())
        : new Reply(result.orElse(Json.ofNull()), id.get());
  }

  private static Optional<Json> present(Json.Obj object, String name) {
    return object.get(name).filter(value -> !(value instanceof Json.Null));
  }

  private static JsonRpcMessage parseCall(Json.Obj object, Optional<Json> id, boolean answers)
      throws JsonSyntaxException {
    if (!(object.members().get("method") instanceof Json.Str method)) {
      throw new JsonSyntaxException("method of a JSON-RPC message must be a string");
    }
    if (!(object.members().get("params") instanceof Json.Arr params)) {
      throw new JsonSyntaxException("params of a JSON-RPC message must be an array");
    }
    if (answers) {
      throw new JsonSyntaxException("a JSON-RPC request must not have a result or an error");
    }
    return id.isPresent()
        ? new Request(method.value(), params, id.get())
        : new Notification(method.value(), params);
  }

  /** Appends this message. All five members that a kind has are written, null ones included. */
  default void write(JsonWriter out) {
    switch (this) {
      case Request request ->
          writeCall(out, request.method(), request.params()).json(request.id()).raw('}');
      case Notification notification ->
          writeCall(out, notification.method(), notification.params()).raw("null}");
      case Reply reply ->
          out.raw("{\"id\":")
              .json(reply.id())
              .raw(",\"result\":")
              .json(reply.result())
              .raw(",\"error\":null}");
      case ErrorReply reply ->
          out.raw("{\"id\":")
              .json(reply.id())
              .raw(",\"result\":null,\"error\":")
              .json(reply.error())
              .raw('}');
    }
  }

  private static JsonWriter writeCall(JsonWriter out, String method, Json.Arr params) {
    return out.raw("{\"method\":").string(method).raw(",\"params\":").json(params).raw(",\"id\":");
  }
}
