package io.vtepd.bridge.replica;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.json.TableUpdatesJson;
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
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.tls.stream.CloseReason;
import io.vtepd.tls.stream.ProbeEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The protocol of one connection: asks how the server stands to the database, for the schema and a
 * monitor, follows its updates, answers echoes, and sends transactions. See {@link SessionState}.
 * Confined to the channel's event loop.
 */
final class ReplicaSession extends SimpleChannelInboundHandler<JsonRpcMessage> {

  private static final Json STANDING_ID = Json.of("standing");
  private static final Json SCHEMA_ID = Json.of("schema");
  private static final Json CONTENTS_ID = Json.of("contents");
  private static final Json ECHO_ID = Json.of("echo");
  private static final Json MONITOR = Json.of("replica");
  private static final Json SERVER_MONITOR = Json.of("server");

  /** What the owner of a session is told, on the event loop. */
  interface Events {

    /**
     * The whole contents, once a session.
     *
     * @param sinceKnown what has changed since the contents that the session began with, if the
     *     server could tell
     */
    void onContents(Snapshot contents, Optional<ChangeSet> sinceKnown);

    /** The contents after an update that changed something. */
    void onUpdate(Snapshot contents, ChangeSet changes);

    /** The channel is closed; nothing follows. */
    void onOver(ReplicaSession session);
  }

  private final Selection selection;
  private final Events events;
  private final Channel channel;
  private final ServerView server;
  private final PendingTransactions pending = new PendingTransactions();
  private SessionState state = new SessionState.AwaitingStanding();
  private Optional<Known> known;
  private Optional<Standing> standing;

  /**
   * @param known what an earlier session knew when it ended
   * @param standing what the server of an earlier session told last
   */
  ReplicaSession(
      Channel channel,
      Selection selection,
      Optional<Known> known,
      Optional<Standing> standing,
      Events events) {
    this.channel = channel;
    this.selection = selection;
    this.server = new ServerView(selection.database());
    this.known = known;
    this.standing = standing;
    this.events = events;
  }

  Channel channel() {
    return channel;
  }

  boolean isSynced() {
    return state instanceof SessionState.Synced;
  }

  /** What is known now, for the session after this one. */
  Optional<Known> known() {
    return known;
  }

  /** What the server told last of itself, for the session after this one. */
  Optional<Standing> standing() {
    return standing;
  }

  /** Sends a transaction. Only while synced. */
  void transact(List<Operation> operations, CompletableFuture<TransactionResult> result) {
    Json id = pending.add(operations, result);
    channel.writeAndFlush(
        TransactionJson.request(selection.database(), operations, id), channel.voidPromise());
  }

  private void send(String method, Json.Arr params, Json id) {
    channel.writeAndFlush(new JsonRpcMessage.Request(method, params, id), channel.voidPromise());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    send(MonitorMethod.PLAIN.method(), server.request(SERVER_MONITOR), STANDING_ID);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, JsonRpcMessage message) {
    if (state instanceof SessionState.Over) {
      return;
    }
    try {
      switch (message) {
        case JsonRpcMessage.Request request -> onRequest(request);
        case JsonRpcMessage.Notification notification -> onNotification(notification);
        case JsonRpcMessage.Reply reply -> state = onReply(reply);
        case JsonRpcMessage.ErrorReply reply -> state = onErrorReply(reply);
      }
    } catch (OvsdbException e) {
      fail(e.error().toString());
    }
  }

  private void onRequest(JsonRpcMessage.Request request) {
    JsonRpcMessage answer =
        request.method().equals("echo")
            ? new JsonRpcMessage.Reply(request.params(), request.id())
            : new JsonRpcMessage.ErrorReply(
                Json.of("unknown method " + request.method()), request.id());
    channel.writeAndFlush(answer, channel.voidPromise());
  }

  private void onNotification(JsonRpcMessage.Notification notification) throws OvsdbException {
    Json.Arr params = notification.params();
    Json monitor = params.size() > 0 ? params.get(0) : Json.ofNull();
    String method = notification.method();
    if (monitor.equals(SERVER_MONITOR) && method.equals("update") && params.size() > 1) {
      checkStanding(params.get(1));
    } else if (monitor.equals(MONITOR) && method.equals("monitor_canceled")) {
      throw OvsdbError.of("canceled", "the server ended the monitor").asException();
    } else if (monitor.equals(MONITOR)
        && state instanceof SessionState.Synced synced
        && method.equals(synced.method().update())) {
      onUpdate(synced, MonitorReply.ofUpdate(synced.method(), params));
    }
  }

  private void onUpdate(SessionState.Synced synced, MonitorReply update) throws OvsdbException {
    Snapshot before = synced.known().contents();
    ChangeSet changes =
        TableUpdatesJson.changes(before, synced.method().format(), update.updates());
    Snapshot after = changes.isEmpty() ? before : before.apply(changes);
    state = synced(synced.known().with(after, update.transaction()), synced.method());
    if (!changes.isEmpty()) {
      events.onUpdate(after, changes);
    }
  }

  private SessionState synced(Known now, MonitorMethod method) {
    known = Optional.of(now);
    return new SessionState.Synced(now, method);
  }

  /** Reads what the server says of itself, and ends the session if another one is to be asked. */
  private void checkStanding(Json tableUpdates) throws OvsdbException {
    Standing now = server.read(tableUpdates);
    Optional<String> objection = now.objection(standing);
    if (objection.isPresent()) {
      throw OvsdbError.of("unsuitable server", objection.get()).asException();
    }
    standing = Optional.of(now);
  }

  private SessionState onReply(JsonRpcMessage.Reply reply) throws OvsdbException {
    if (pending.complete(reply.id(), reply.result())) {
      return state;
    }
    return switch (state) {
      case SessionState.AwaitingStanding _ when reply.id().equals(STANDING_ID) -> {
        checkStanding(reply.result());
        yield askSchema();
      }
      case SessionState.AwaitingSchema _ when reply.id().equals(SCHEMA_ID) -> {
        DatabaseSchema theirs = SchemaJson.parse(reply.result());
        Optional<DatabaseSchema> before = known.map(it -> it.projection().schema());
        Projection projection = Projection.of(selection, theirs, before);
        yield askContents(projection, MonitorMethod.SINCE);
      }
      case SessionState.AwaitingContents awaiting when reply.id().equals(CONTENTS_ID) ->
          onContents(awaiting, MonitorReply.ofResult(awaiting.method(), reply.result()));
      case SessionState.AwaitingStanding _ -> state;
      case SessionState.AwaitingSchema _ -> state;
      case SessionState.AwaitingContents _ -> state;
      case SessionState.Synced _ -> state;
      case SessionState.Over _ -> state;
    };
  }

  private SessionState onContents(SessionState.AwaitingContents awaiting, MonitorReply reply)
      throws OvsdbException {
    Projection projection = awaiting.projection();
    Snapshot base =
        reply.resumed()
            ? awaiting
                .base()
                .orElseThrow(() ->
                    OvsdbError.of("protocol error", "the server goes on from where nobody was")
                        .asException())
            : Snapshot.empty(projection.schema());
    ChangeSet changes = TableUpdatesJson.changes(base, awaiting.method().format(), reply.updates());
    Snapshot contents = base.apply(changes);
    state = synced(new Known(projection, contents, reply.transaction()), awaiting.method());
    events.onContents(contents, reply.resumed() ? Optional.of(changes) : Optional.empty());
    return state;
  }

  private SessionState onErrorReply(JsonRpcMessage.ErrorReply reply) throws OvsdbException {
    if (pending.refuse(reply.id(), reply.error())) {
      return state;
    }
    if (state instanceof SessionState.AwaitingStanding && reply.id().equals(STANDING_ID)) {
      // An old server cannot tell; it is no member of a cluster then.
      return askSchema();
    }
    boolean unknownMethod = reply.error().toText().contains("unknown method");
    if (unknownMethod && state instanceof SessionState.AwaitingContents awaiting) {
      Optional<MonitorMethod> next = awaiting.method().next();
      if (next.isPresent()) {
        return askContents(awaiting.projection(), next.get());
      }
    }
    if (reply.id().equals(SCHEMA_ID) || reply.id().equals(CONTENTS_ID)) {
      throw OvsdbError.of(
              "refused", "database " + selection.database() + ": " + reply.error().toText())
          .asException();
    }
    return state;
  }

  private SessionState askSchema() {
    send("get_schema", Json.array(Json.of(selection.database())), SCHEMA_ID);
    return new SessionState.AwaitingSchema();
  }

  private SessionState askContents(Projection projection, MonitorMethod method) {
    Map<String, Json> requests = new LinkedHashMap<>();
    for (TableSchema table : projection.schema().tables()) {
      List<ColumnSchema> columns = projection.monitored().getOrDefault(table, List.of());
      if (!columns.isEmpty()) {
        Json.Arr names = new Json.Arr(columns.stream().map(c -> Json.of(c.name())).toList());
        requests.put(table.name(), Json.array(new Json.Obj(Map.of("columns", names))));
      }
    }
    List<Json> params = new ArrayList<>();
    params.add(Json.of(selection.database()));
    params.add(MONITOR);
    params.add(new Json.Obj(requests));
    Optional<Known> base = method == MonitorMethod.SINCE ? base(projection) : Optional.empty();
    if (method == MonitorMethod.SINCE) {
      params.add(Json.of(base.map(Known::lastTransaction).orElse(Uuid.ZERO).toString()));
    }
    send(method.method(), new Json.Arr(params), CONTENTS_ID);
    return new SessionState.AwaitingContents(projection, method, base.map(Known::contents));
  }

  /** Where to go on: only if the same columns are asked for as before. */
  private Optional<Known> base(Projection projection) {
    return known.filter(
        it -> it.projection().equals(projection) && !it.lastTransaction().equals(Uuid.ZERO));
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
    pending.lost();
    events.onOver(this);
  }
}
