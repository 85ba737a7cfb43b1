package io.vtepd.daemon.replication;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.stream.CloseReason;
import io.vtepd.tls.stream.ProbeEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol of one connection to an active server; see {@link ActiveState}. What has to wait for
 * our own server holds back what comes behind it. Confined to the channel's event loop.
 */
final class ActiveSession extends SimpleChannelInboundHandler<JsonRpcMessage> {

  private static final Logger LOG = LoggerFactory.getLogger(ActiveSession.class);

  private static final Json SERVER_ID = Json.of("server-id");
  private static final Json DATABASES = Json.of("databases");
  private static final Json ECHO = Json.of("echo");
  private static final String SCHEMA = "schema ";
  private static final String CONTENTS = "contents ";

  /** Tag of errors that are not the active server's. */
  private static final String FAILED = "replication failed";

  /** Commits of ours that may be under way before no more updates are read. */
  private static final int UNANSWERED_LIMIT = 64;

  /** What the owner of a session is told, on the event loop. */
  interface Events {

    /** Those databases have the active server's contents. */
    void onReplicating(Set<String> databases);

    /** The channel is closed; nothing follows. */
    void onOver(ActiveSession session);
  }

  /** Goes on with what our own server said. */
  @FunctionalInterface
  private interface Continuation<T> {
    void accept(T answer) throws OvsdbException;
  }

  private final Channel channel;
  private final OvsdbServer server;
  private final ExcludedTables excluded;
  private final Events events;
  private final Map<String, RowMirror> mirrors = new HashMap<>();
  private final Deque<JsonRpcMessage> held = new ArrayDeque<>();
  private ActiveState state = new ActiveState.AwaitingServerId();
  private Optional<String> failure = Optional.empty();
  private boolean holding;
  private int unanswered;

  ActiveSession(Channel channel, OvsdbServer server, ExcludedTables excluded, Events events) {
    this.channel = channel;
    this.server = server;
    this.excluded = excluded;
    this.events = events;
  }

  /** Why the active server cannot be copied, if that ended the session. */
  Optional<String> failure() {
    return failure;
  }

  private void send(String method, Json.Arr params, Json id) {
    channel.writeAndFlush(new JsonRpcMessage.Request(method, params, id), channel.voidPromise());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    send("get_server_id", Json.array(), SERVER_ID);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, JsonRpcMessage message) {
    if (holding) {
      held.add(message);
    } else {
      handle(message);
    }
  }

  private void handle(JsonRpcMessage message) {
    if (state instanceof ActiveState.Over) {
      return;
    }
    try {
      switch (message) {
        case JsonRpcMessage.Request request -> onRequest(request);
        case JsonRpcMessage.Notification update -> onUpdate(update);
        case JsonRpcMessage.Reply reply -> onReply(reply);
        case JsonRpcMessage.ErrorReply reply -> onErrorReply(reply);
      }
    } catch (OvsdbException e) {
      fail(e.error());
    }
  }

  private void onRequest(JsonRpcMessage.Request request) {
    JsonRpcMessage answer =
        request.method().equals("echo")
            ? new JsonRpcMessage.Reply(request.params(), request.id())
            : new JsonRpcMessage.ErrorReply(Json.of("unknown method"), request.id());
    channel.writeAndFlush(answer, channel.voidPromise());
  }

  private void onReply(JsonRpcMessage.Reply reply) throws OvsdbException {
    if (reply.id().equals(SERVER_ID)) {
      if (reply.result().equals(Json.of(server.serverId().toString()))) {
        throw failed("Self replicating is not allowed");
      }
      askDatabases();
    } else if (reply.id().equals(DATABASES)) {
      Set<String> theirs = names(reply.result());
      hold(server.contents(), ours -> onDatabases(theirs, ours));
    } else if (reply.id() instanceof Json.Str id && id.value().startsWith(SCHEMA)) {
      String database = id.value().substring(SCHEMA.length());
      hold(server.contents(), ours -> onSchema(database, ours, reply.result()));
    } else if (reply.id() instanceof Json.Str id && id.value().startsWith(CONTENTS)) {
      String database = id.value().substring(CONTENTS.length());
      hold(server.contents(), ours -> onContents(database, ours, reply.result()));
    }
  }

  private void onErrorReply(JsonRpcMessage.ErrorReply reply) throws OvsdbException {
    if (reply.id().equals(SERVER_ID)) {
      // It is too old to have an id; that it is not ourselves cannot be made sure of.
      askDatabases();
    } else if (!reply.id().equals(ECHO)) {
      throw failed("the active server refused a request: " + reply.error().toText());
    }
  }

  private void askDatabases() {
    state = new ActiveState.AwaitingDatabases();
    send("list_dbs", Json.array(), DATABASES);
  }

  private static Set<String> names(Json result) throws OvsdbException {
    if (!(result instanceof Json.Arr list)) {
      throw failed("its list of databases is no list");
    }
    Set<String> names = new TreeSet<>();
    for (Json each : list.elements()) {
      if (each instanceof Json.Str name) {
        names.add(name.value());
      }
    }
    return names;
  }

  private void onDatabases(Set<String> theirs, Map<String, Snapshot> ours) throws OvsdbException {
    Set<String> common = new TreeSet<>(theirs);
    common.retainAll(ours.keySet());
    common.removeIf(name -> name.startsWith("_"));
    if (common.isEmpty()) {
      throw failed("nothing to replicate: the two servers have no database in common");
    }
    state = new ActiveState.AwaitingSchemas(common);
    for (String name : common) {
      send("get_schema", Json.array(Json.of(name)), Json.of(SCHEMA + name));
    }
  }

  private void onSchema(String database, Map<String, Snapshot> ours, Json schema)
      throws OvsdbException {
    if (!(state instanceof ActiveState.AwaitingSchemas awaiting)) {
      throw failed("it sent a schema that nobody asked for");
    }
    try {
      CopiedTables copied =
          CopiedTables.of(own(database, ours).schema(), SchemaJson.parse(schema), excluded);
      mirrors.put(database, new RowMirror(copied));
    } catch (OvsdbException e) {
      LOG.warn("event=not-replicated database={} cause={}", database, LogValue.of(e.getMessage()));
    }
    Set<String> missing = without(awaiting.missing(), database);
    state = new ActiveState.AwaitingSchemas(missing);
    if (missing.isEmpty()) {
      askContents();
    }
  }

  private static Set<String> without(Set<String> names, String name) {
    Set<String> rest = new TreeSet<>(names);
    rest.remove(name);
    return rest;
  }

  private static Snapshot own(String database, Map<String, Snapshot> ours) throws OvsdbException {
    return Optional.ofNullable(ours.get(database))
        .orElseThrow(() -> failed("database " + database + " is served here no more"));
  }

  private void askContents() throws OvsdbException {
    if (mirrors.isEmpty()) {
      throw failed("nothing to replicate: no database has a schema that fits; see the log");
    }
    state = new ActiveState.AwaitingContents(mirrors.keySet());
    mirrors.forEach((name, mirror) ->
        send(
            "monitor",
            Json.array(Json.of(name), Json.of(name), mirror.copied().monitorRequests()),
            Json.of(CONTENTS + name)));
  }

  private void onContents(String database, Map<String, Snapshot> ours, Json contents)
      throws OvsdbException {
    if (!(state instanceof ActiveState.AwaitingContents awaiting)) {
      throw failed("it sent contents that nobody asked for");
    }
    RowMirror mirror = mirrors.get(database);
    if (own(database, ours).schema() != mirror.copied().schema()) {
      throw failed("database " + database + " was converted meanwhile");
    }
    List<CompletableFuture<TransactionResult>> copying = new ArrayList<>();
    for (List<Operation> transaction : mirror.makeEqual(own(database, ours), contents)) {
      LOG.info("event=contents-copied database={} operations={}", database, transaction.size());
      copying.add(server.sink(database).transact(transaction).toCompletableFuture());
    }
    CompletableFuture<Void> copied =
        CompletableFuture.allOf(copying.toArray(CompletableFuture[]::new));
    hold(
        copied,
        done -> {
          for (CompletableFuture<TransactionResult> each : copying) {
            check(each.resultNow());
          }
          Set<String> missing = without(awaiting.missing(), database);
          state = new ActiveState.AwaitingContents(missing);
          if (missing.isEmpty()) {
            state = new ActiveState.Replicating();
            events.onReplicating(mirrors.keySet());
          }
        });
  }

  private void onUpdate(JsonRpcMessage.Notification update) throws OvsdbException {
    Json.Arr params = update.params();
    if (!update.method().equals("update")
        || params.size() < 2
        || !(params.get(0) instanceof Json.Str database)
        || !mirrors.containsKey(database.value())) {
      return;
    }
    List<Operation> operations = mirrors.get(database.value()).follow(params.get(1));
    unanswered++;
    server
        .sink(database.value())
        .transact(operations)
        .whenCompleteAsync(
            (result, bug) -> {
              unanswered--;
              proceed(result, bug, ActiveSession::check);
              readOrNot();
            },
            channel.eventLoop());
    readOrNot();
  }

  private static void check(TransactionResult result) throws OvsdbException {
    Optional<OvsdbError> error = result.error();
    if (error.isPresent()) {
      throw error.get().asException();
    }
  }

  /** Goes on when our own server has answered; what comes meanwhile waits. */
  private <T> void hold(CompletableFuture<T> answer, Continuation<T> then) {
    holding = true;
    readOrNot();
    answer.whenCompleteAsync(
        (result, bug) -> {
          holding = false;
          proceed(result, bug, then);
          while (!holding && !held.isEmpty()) {
            handle(held.remove());
          }
          readOrNot();
        },
        channel.eventLoop());
  }

  private <T> void proceed(T answer, Throwable bug, Continuation<T> then) {
    if (state instanceof ActiveState.Over) {
      return;
    }
    if (bug != null) {
      fail("our own server: " + bug);
      return;
    }
    try {
      then.accept(answer);
    } catch (OvsdbException e) {
      fail(e.error());
    }
  }

  private void readOrNot() {
    channel.config().setAutoRead(!holding && unanswered < UNANSWERED_LIMIT);
  }

  private static OvsdbException failed(String why) {
    return OvsdbError.of(FAILED, why).asException();
  }

  private void fail(OvsdbError error) {
    fail(error.tag().equals(FAILED) ? error.details() : error.toString());
  }

  private void fail(String reason) {
    state = new ActiveState.Over();
    failure = Optional.of(reason);
    CloseReason.close(channel, reason);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ProbeEvent.SEND_PROBE) {
      send("echo", Json.array(), ECHO);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    CloseReason.close(channel, String.valueOf(cause.getMessage()));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    state = new ActiveState.Over();
    events.onOver(this);
  }
}
