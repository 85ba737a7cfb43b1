package io.vtepd.daemon.server;

import io.vtepd.daemon.monitor.EncodedContents;
import io.vtepd.daemon.monitor.Monitor;
import io.vtepd.daemon.monitor.UpdateReceiver;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What the owner knows of one client: requests that are not executed, output that is not handed
 * over, and what the client holds: monitors, locks, pending transactions.
 *
 * <pre>
 *   Running --- monitor request, convert ---> Awaiting (requests wait, updates merge)
 *      ^                                            |
 *      +---- contents are encoded, converted -------+
 *   Running --- much output unsent ---> Backlogged (the same) --- Drained ---> Running
 *   any --- input ended, all executed ---> Closing --- output sent ---> Closed
 * </pre>
 *
 * <p>Belongs to the owner, but for its port.
 */
final class Session implements UpdateReceiver {

  private final String label;
  private final SessionPort port;
  private final SessionWatcher watcher;
  private final long mergeBytes;

  private final Deque<RequestBatch> inbox = new ArrayDeque<>();
  private int nextRequest;
  private int executedBatches;
  private long executedBytes;
  private long receivedNs;

  private final List<Outgoing> outbox = new ArrayList<>();
  private long outboxBytes;
  private boolean updatesInOutbox;
  private long updatesSinceNs;
  private final List<Outgoing> deferred = new ArrayList<>();
  private boolean awaiting;
  private boolean inputEnded;
  private boolean closed;

  private final Map<Json, SessionMonitor> monitors = new HashMap<>();
  private final Set<String> locks = new HashSet<>();
  private final Map<Json, PendingTransaction> pending = new HashMap<>();
  private boolean changeAware;
  private SessionRights rights = SessionRights.ALL;
  private final SessionStanding standing;

  /** A monitor and the database that it watches. */
  record SessionMonitor(Hosted hosted, Monitor monitor) {}

  /** Who has to know what happens to a session during a turn. */
  interface SessionWatcher {

    /** There is something to hand over at the end of the turn. */
    void onOutput(Session session);

    /** It may execute requests and tell what was merged. */
    void onReady(Session session);

    /** An update could not be delivered at once. */
    void onMerged(Session session);

    /** An update is to be delivered. */
    void onUpdate(Session session);
  }

  /**
   * @param label names the client in logs
   */
  Session(String label, SessionPort port, SessionWatcher watcher, ServerLimits limits) {
    this.label = label;
    this.port = port;
    this.watcher = watcher;
    this.mergeBytes = limits.mergeBytes();
    this.standing = new SessionStanding(port::unsentUnaskedBytes);
  }

  String label() {
    return label;
  }

  SessionPort port() {
    return port;
  }

  // Input.

  /** What comes after a session's end is not executed any more. */
  void receive(RequestBatch batch) {
    if (!inputEnded && !closed) {
      inbox.addLast(batch);
    }
  }

  void onInputEnded() {
    inputEnded = true;
  }

  /** Requests that were not executed are forgotten; what was answered is still sent. */
  void endEarly() {
    inbox.clear();
    nextRequest = 0;
    inputEnded = true;
    awaiting = false;
    deferred.clear();
  }

  /** The next request that may be executed now. */
  Optional<JsonRpcMessage> nextRequest() {
    if (!isReady() || inbox.isEmpty()) {
      return Optional.empty();
    }
    RequestBatch batch = inbox.getFirst();
    JsonRpcMessage request = batch.messages().get(nextRequest++);
    receivedNs = batch.receivedNs();
    if (nextRequest == batch.messages().size()) {
      inbox.removeFirst();
      nextRequest = 0;
      executedBatches++;
      executedBytes += batch.bytes();
      watcher.onOutput(this);
    }
    return Optional.of(request);
  }

  /** When the last request that {@link #nextRequest} gave had come. */
  long receivedNs() {
    return receivedNs;
  }

  boolean hasInput() {
    return !inbox.isEmpty();
  }

  /** Whether everything that came is answered, and nothing more will come. */
  boolean isFinished() {
    return inputEnded && inbox.isEmpty() && !awaiting && !closed;
  }

  // Output.

  @Override
  public boolean isReady() {
    return !closed && !awaiting && outboxBytes + port.unsentBytes() <= mergeBytes;
  }

  @Override
  public void deliver(Monitor monitor, byte[] tableUpdates) {
    update(monitor, EncodedContents.of(List.of(tableUpdates)));
  }

  void update(Monitor monitor, EncodedContents tableUpdates) {
    updatesInOutbox = true;
    standing.countUpdate();
    watcher.onUpdate(this);
    put(new Outgoing.Update(monitor.method(), monitor.id(), tableUpdates));
  }

  @Override
  public void onMerged(Monitor monitor) {
    watcher.onMerged(this);
  }

  /**
   * It is to be told of a commit, now or when it reads again.
   *
   * @param sinceNs when the turn of that commit began
   */
  void noteUpdate(long sinceNs) {
    if (updatesSinceNs == 0) {
      updatesSinceNs = sinceNs;
    }
  }

  /** Sends after everything that the client has to be told first. */
  void send(Outgoing message) {
    if (awaiting) {
      deferred.add(message);
      return;
    }
    flushMerged();
    put(message);
  }

  void reply(Json id, Json result) {
    send(new Outgoing.Message(new JsonRpcMessage.Reply(result, id)));
  }

  void replyError(Json id, Json error) {
    send(Outgoing.error(id, error));
  }

  void notify(String method, Json... params) {
    send(new Outgoing.Message(new JsonRpcMessage.Notification(method, Json.array(params))));
  }

  private void put(Outgoing message) {
    if (!closed) {
      outbox.add(message);
      outboxBytes += message.estimatedBytes();
      watcher.onOutput(this);
    } else {
      message.release();
    }
  }

  /** Tells what was merged, if the client reads again. */
  void flushMergedIfReady() {
    if (isReady()) {
      flushMerged();
    }
  }

  /** Tells what was merged, whether the client reads or not. */
  void flushMerged() {
    for (SessionMonitor monitor : monitors.values()) {
      monitor.monitor().takeMerged().ifPresent(bytes -> deliver(monitor.monitor(), bytes));
    }
  }

  /** The requests after this one wait for an encoding or a conversion. */
  void await() {
    awaiting = true;
  }

  /** What they waited for has come, or the session ends. */
  void resume() {
    if (awaiting) {
      onContents(Optional.empty());
    }
  }

  boolean isAwaiting() {
    return awaiting;
  }

  /** The encoding has begun: the contents go out as they come. */
  void beginContents(Outgoing.Contents contents) {
    put(contents);
  }

  /** The encoding has come: this message first, then what had to wait for it. */
  void onContents(Optional<Outgoing> first) {
    awaiting = false;
    first.ifPresent(this::put);
    List<Outgoing> waiting = List.copyOf(deferred);
    deferred.clear();
    waiting.forEach(this::send);
    watcher.onReady(this);
    watcher.onOutput(this);
  }

  /** Unsent output that the client did not ask for, merged changes included. */
  long backlogBytes() {
    long rows = 0;
    for (SessionMonitor monitor : monitors.values()) {
      rows += monitor.monitor().mergedRowCount();
    }
    return port.unsentUnaskedBytes() + rows * ServerLimits.MERGED_ROW_BYTES;
  }

  private boolean hasMerged() {
    for (SessionMonitor monitor : monitors.values()) {
      if (monitor.monitor().mergedRowCount() > 0) {
        return true;
      }
    }
    return false;
  }

  /** Replaces the answers to durable transactions that a failed sync leaves in doubt. */
  void replaceOutput(UnaryOperator<Outgoing> replacement) {
    outbox.replaceAll(replacement);
    deferred.replaceAll(replacement);
  }

  /** At the end of a turn: hands over what there is. */
  void handOver(boolean last) {
    if (closed) {
      return;
    }
    // A batch is done with when its answers are there: an echo must not get ahead of contents.
    boolean done = executedBatches > 0 && !awaiting;
    if (last || !outbox.isEmpty() || done) {
      port.deliver(
          new Delivery(
              outbox,
              done ? executedBatches : 0,
              done ? executedBytes : 0,
              last,
              takeUpdatesSinceNs()));
      outbox.clear();
      outboxBytes = 0;
      if (done) {
        executedBatches = 0;
        executedBytes = 0;
      }
    }
    closed |= last;
    if (!closed && !awaiting && (hasInput() || hasMerged())) {
      if (isReady()) {
        watcher.onReady(this);
      } else {
        port.requestDrained();
      }
    }
  }

  /** Since when it was to be told what is handed over; 0 if that is no update. */
  private long takeUpdatesSinceNs() {
    if (!updatesInOutbox) {
      return 0;
    }
    long sinceNs = updatesSinceNs;
    updatesInOutbox = false;
    updatesSinceNs = 0;
    return sinceNs;
  }

  boolean isClosed() {
    return closed;
  }

  void onClosed() {
    closed = true;
    inbox.clear();
    outbox.forEach(Outgoing::release);
    outbox.clear();
    deferred.clear();
  }

  // What the client holds.

  Map<Json, SessionMonitor> monitors() {
    return monitors;
  }

  /** Names of locks that it has asked for and not given back, stolen ones included. */
  Set<String> locks() {
    return locks;
  }

  Map<Json, PendingTransaction> pending() {
    return pending;
  }

  SessionStanding standing() {
    return standing;
  }

  SessionRights rights() {
    return rights;
  }

  /** Before the session is handed to the owner thread. */
  void restrictTo(SessionRights granted) {
    rights = granted;
  }

  boolean isChangeAware() {
    return changeAware;
  }

  void setChangeAware(boolean aware) {
    changeAware = aware;
  }
}
