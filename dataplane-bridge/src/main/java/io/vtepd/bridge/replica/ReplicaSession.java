package io.vtepd.bridge.replica;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.ResultJson;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.tls.stream.CloseReason;
import io.vtepd.tls.stream.ProbeEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The protocol of one connection: asks for the schema and a monitor, follows its updates, answers
 * echoes, and sends transactions. See {@link SessionState}. Confined to the channel's event loop.
 */
final class ReplicaSession extends SimpleChannelInboundHandler<JsonRpcMessage> {

  private static final Json SCHEMA_ID = Json.of("schema");
  private static final Json CONTENTS_ID = Json.of("contents");
  private static final Json ECHO_ID = Json.of("echo");
  private static final Json MONITOR = Json.of("replica");

  /** What the owner of a session is told, on the event loop. */
  interface Events {

    /** The whole contents, once a session. */
    void onContents(Snapshot contents);

    /** The contents after an update that changed something. */
    void onUpdate(Snapshot contents, ChangeSet changes);

    /** The channel is closed; nothing follows. */
    void onOver(ReplicaSession session);
  }

  private record Pending(List<Operation> operations, CompletableFuture<TransactionResult> result) {}

  private final Selection selection;
  private final Optional<DatabaseSchema> known;
  private final Events events;
  private final Channel channel;
  private final UpdateReader updates = new UpdateReader();
  private final Map<Json, Pending> pending = new HashMap<>();
  private SessionState state = new SessionState.AwaitingSchema();
  private long transactions;

  /**
   * @param known the schema of the rows of an earlier session
   */
  ReplicaSession(
      Channel channel, Selection selection, Optional<DatabaseSchema> known, Events events) {
    this.channel = channel;
    this.selection = selection;
    this.known = known;
    this.events = events;
  }

  Channel channel() {
    return channel;
  }

  boolean isSynced() {
    return state instanceof SessionState.Synced;
  }

  /** Sends a transaction. Only while synced. */
  void transact(List<Operation> operations, CompletableFuture<TransactionResult> result) {
    Json id = Json.of("t" + ++transactions);
    pending.put(id, new Pending(operations, result));
    channel.writeAndFlush(
        TransactionJson.request(selection.database(), operations, id), channel.voidPromise());
  }

  private void send(String method, Json.Arr params, Json id) {
    channel.writeAndFlush(new JsonRpcMessage.Request(method, params, id), channel.voidPromise());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    send("get_schema", Json.array(Json.of(selection.database())), SCHEMA_ID);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, JsonRpcMessage message) {
    try {
      state =
          switch (message) {
            case JsonRpcMessage.Request request -> onRequest(request);
            case JsonRpcMessage.Notification notification -> onNotification(notification);
            case JsonRpcMessage.Reply reply -> onReply(reply);
            case JsonRpcMessage.ErrorReply reply -> onErrorReply(reply);
          };
    } catch (OvsdbException e) {
      fail(e.error().toString());
    }
  }

  private SessionState onRequest(JsonRpcMessage.Request request) {
    JsonRpcMessage answer =
        request.method().equals("echo")
            ? new JsonRpcMessage.Reply(request.params(), request.id())
            : new JsonRpcMessage.ErrorReply(
                Json.of("unknown method " + request.method()), request.id());
    channel.writeAndFlush(answer, channel.voidPromise());
    return state;
  }

  private SessionState onNotification(JsonRpcMessage.Notification notification)
      throws OvsdbException {
    boolean ours = notification.params().size() > 0 && notification.params().get(0).equals(MONITOR);
    if (ours && notification.method().equals("monitor_canceled")) {
      throw OvsdbError.of("canceled", "the server ended the monitor").asException();
    }
    boolean update =
        notification.method().equals("update") || notification.method().equals("update2");
    if (!(state instanceof SessionState.Synced synced)
        || !ours
        || !update
        || notification.params().size() < 2) {
      return state;
    }
    ChangeSet changes =
        updates.read(notification.params().get(1), synced.contents(), synced.differences());
    if (changes.isEmpty()) {
      return state;
    }
    SessionState.Synced next =
        new SessionState.Synced(synced.contents().apply(changes), synced.differences());
    state = next;
    events.onUpdate(next.contents(), changes);
    return state;
  }

  private SessionState onReply(JsonRpcMessage.Reply reply) throws OvsdbException {
    Pending transaction = pending.remove(reply.id());
    if (transaction != null) {
      onTransactionReply(reply, transaction);
      return state;
    }
    return switch (state) {
      case SessionState.AwaitingSchema awaiting when reply.id().equals(SCHEMA_ID) -> {
        DatabaseSchema server = SchemaJson.parse(reply.result());
        Projection projection = Projection.of(selection, server, known);
        yield askContents(projection, true);
      }
      case SessionState.AwaitingContents awaiting when reply.id().equals(CONTENTS_ID) -> {
        Snapshot empty = Snapshot.empty(awaiting.projection().schema());
        ChangeSet all = updates.read(reply.result(), empty, awaiting.differences());
        Snapshot contents = empty.apply(all);
        state = new SessionState.Synced(contents, awaiting.differences());
        events.onContents(contents);
        yield state;
      }
      case SessionState.AwaitingSchema ignored -> state;
      case SessionState.AwaitingContents ignored -> state;
      case SessionState.Synced ignored -> state;
      case SessionState.Over ignored -> state;
    };
  }

  private void onTransactionReply(JsonRpcMessage.Reply reply, Pending transaction) {
    try {
      transaction.result().complete(ResultJson.parse(reply.result(), transaction.operations()));
    } catch (OvsdbException e) {
      transaction.result().completeExceptionally(new IOException("unreadable answer", e));
      fail("unreadable answer to a transaction: " + e.error());
    }
  }

  private SessionState onErrorReply(JsonRpcMessage.ErrorReply reply) throws OvsdbException {
    Pending transaction = pending.remove(reply.id());
    if (transaction != null) {
      transaction.result().complete(TransactionJson.refused(reply.error()));
      return state;
    }
    boolean unknownMethod = reply.error().toText().contains("unknown method");
    if (state instanceof SessionState.AwaitingContents awaiting
        && awaiting.differences()
        && unknownMethod) {
      return askContents(awaiting.projection(), false);
    }
    if (reply.id().equals(SCHEMA_ID) || reply.id().equals(CONTENTS_ID)) {
      throw OvsdbError.of(
              "refused", "database " + selection.database() + ": " + reply.error().toText())
          .asException();
    }
    return state;
  }

  private SessionState askContents(Projection projection, boolean differences) {
    Map<String, Json> requests = new LinkedHashMap<>();
    for (TableSchema table : projection.schema().tables()) {
      List<ColumnSchema> columns = projection.monitored().getOrDefault(table, List.of());
      if (!columns.isEmpty()) {
        Json.Arr names = new Json.Arr(columns.stream().map(c -> Json.of(c.name())).toList());
        requests.put(table.name(), Json.array(new Json.Obj(Map.of("columns", names))));
      }
    }
    Json.Arr params = Json.array(Json.of(selection.database()), MONITOR, new Json.Obj(requests));
    send(differences ? "monitor_cond" : "monitor", params, CONTENTS_ID);
    return new SessionState.AwaitingContents(projection, differences);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ProbeEvent.SEND_PROBE) {
      send("echo", Json.array(), ECHO_ID);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(String.valueOf(cause.getMessage()));
  }

  private void fail(String reason) {
    state = new SessionState.Over();
    CloseReason.close(channel, reason);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    state = new SessionState.Over();
    IOException lost = new IOException("connection lost before the answer");
    pending.values().forEach(transaction -> transaction.result().completeExceptionally(lost));
    pending.clear();
    events.onOver(this);
  }
}
