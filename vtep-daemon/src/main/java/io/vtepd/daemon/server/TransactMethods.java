package io.vtepd.daemon.server;

import static io.vtepd.ovsdb.json.Members.syntax;

import io.vtepd.daemon.server.PendingTransaction.Asker;
import io.vtepd.daemon.transact.Access;
import io.vtepd.daemon.transact.LockView;
import io.vtepd.daemon.transact.Transaction;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.rpc.JsonRpcMessage.Notification;
import io.vtepd.ovsdb.rpc.JsonRpcMessage.Request;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.List;

/** {@code transact} and {@code cancel} (RFC 7047 sections 4.1.3 and 4.1.4). */
final class TransactMethods {

  private final Hosting hosting;
  private final CommitPath commits;
  private final Locks<Session> locks;
  private final ServerClock clock;
  private final ServerMode mode;

  TransactMethods(
      Hosting hosting,
      CommitPath commits,
      Locks<Session> locks,
      ServerClock clock,
      ServerMode mode) {
    this.hosting = hosting;
    this.commits = commits;
    this.locks = locks;
    this.clock = clock;
    this.mode = mode;
  }

  void register(Methods methods) {
    methods.put("transact", this::transact);
  }

  private void transact(Session session, Request request) throws OvsdbException {
    Hosted hosted = hosting.ofRequest(request);
    if (session.pending().containsKey(request.id())) {
      throw syntax("duplicate request ID", request.id());
    }
    List<Json> elements = request.params().elements();
    LockView view = lock -> locks.owns(session, lock);
    PendingTransaction transaction =
        new PendingTransaction(
            hosted,
            Transaction.parse(
                hosted.database().schema(),
                elements.subList(1, elements.size()),
                view,
                session.rights().readOnly() ? Access.READ_ONLY : mode.access(),
                session.rights().role()),
            new Asker.Remote(session, request.id()),
            clock.monotonicMs());
    session.pending().put(request.id(), transaction);
    commits.begin(transaction);
  }

  /**
   * As in ovsdb-server, only a client that said it is aware of database changes hears of it;
   * another one gets no answer to the transaction any more.
   */
  void cancel(Session session, Notification notification) {
    if (notification.params().size() != 1) {
      return;
    }
    Json id = notification.params().get(0);
    PendingTransaction transaction = session.pending().remove(id);
    if (transaction != null) {
      commits.abandon(transaction);
      if (session.isChangeAware()) {
        session.replyError(id, Json.of("canceled"));
      }
    }
  }
}
