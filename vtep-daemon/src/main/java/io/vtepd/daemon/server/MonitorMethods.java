package io.vtepd.daemon.server;

import static io.vtepd.ovsdb.json.Members.syntax;

import io.vtepd.daemon.monitor.Monitor;
import io.vtepd.daemon.monitor.ShapeEncoder;
import io.vtepd.daemon.monitor.UpdateMethod;
import io.vtepd.daemon.server.Session.SessionMonitor;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.MonitorRequestJson;
import io.vtepd.ovsdb.monitor.MonitorShape;
import io.vtepd.ovsdb.rpc.JsonRpcMessage.Request;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.function.Consumer;

/**
 * {@code monitor} and {@code monitor_cancel} (RFC 7047 sections 4.1.5 and 4.1.7), {@code
 * monitor_cond}, {@code monitor_cond_since} and {@code monitor_cond_change} (ovsdb-server(7)).
 */
final class MonitorMethods {

  private final Hosting hosting;
  private final ContentsDesk desk;
  private final Consumer<EncodingJob> executor;
  private final int perSession;
  private final ServerCounters counters;

  MonitorMethods(
      Hosting hosting,
      ContentsDesk desk,
      Consumer<EncodingJob> executor,
      int perSession,
      ServerCounters counters) {
    this.hosting = hosting;
    this.desk = desk;
    this.executor = executor;
    this.perSession = perSession;
    this.counters = counters;
  }

  void register(Methods methods) {
    methods.put("monitor", (session, request) -> monitor(session, request, UpdateMethod.UPDATE));
    methods.put(
        "monitor_cond",
        (session, request) -> {
          hosting.ofRequest(request);
          checkCount(request, 3);
          monitor(session, request, UpdateMethod.UPDATE2);
        });
    methods.put(
        "monitor_cond_since",
        (session, request) -> {
          hosting.ofRequest(request);
          checkCount(request, 4);
          monitor(session, request, UpdateMethod.UPDATE3);
        });
    methods.put("monitor_cond_change", this::change);
    methods.put("monitor_cancel", this::cancel);
  }

  private static void checkCount(Request request, int count) throws OvsdbException {
    if (request.params().size() != count) {
      throw syntax("invalid parameters", request.params());
    }
  }

  private void monitor(Session session, Request request, UpdateMethod method)
      throws OvsdbException {
    Hosted hosted = hosting.ofRequest(request);
    Json id = request.params().size() > 1 ? request.params().get(1) : Json.ofNull();
    Json requests = request.params().size() > 2 ? request.params().get(2) : Json.ofNull();
    if (session.monitors().containsKey(id)) {
      throw syntax("duplicate monitor ID", id);
    }
    MonitorShape shape =
        MonitorRequestJson.parse(
            hosted.database().schema(), method.format(), requests, method != UpdateMethod.UPDATE);
    if (method == UpdateMethod.UPDATE3) {
      checkTransactionId(request.params().get(3));
    }
    if (session.monitors().size() >= perSession) {
      counters.refused(Limit.MONITORS, perSession, session.label());
      throw OvsdbError.of(
              "resources exhausted", "a session may have " + perSession + " monitors at most")
          .asException();
    }
    Monitor monitor = new Monitor(id, method, hosted.monitors().encoder(shape), session);
    session.monitors().put(id, new SessionMonitor(hosted, monitor));
    desk.request(hosted, new ContentsDesk.Applicant(session, request.id(), monitor));
  }

  /** Without history any id gets the same answer, but it must be one. */
  private static void checkTransactionId(Json id) throws OvsdbException {
    if (!(id instanceof Json.Str text) || Uuid.parse(text.value()).isEmpty()) {
      throw syntax("last-txn-id must be a UUID", id);
    }
  }

  private void change(Session session, Request request) throws OvsdbException {
    checkCount(request, 3);
    Json id = request.params().get(0);
    Json newId = request.params().get(1);
    SessionMonitor found = session.monitors().get(id);
    if (found == null) {
      throw syntax("unknown monitor session", id);
    }
    if (!newId.equals(id) && session.monitors().containsKey(newId)) {
      throw syntax("duplicate monitor ID", newId);
    }
    Hosted hosted = found.hosted();
    Monitor monitor = found.monitor();
    ShapeEncoder before = monitor.encoder();
    MonitorShape shape =
        MonitorRequestJson.parseChange(
            hosted.database().schema(), before.shape(), request.params().get(2));
    session.flushMerged();
    session.monitors().remove(id);
    session.monitors().put(newId, found);
    monitor.rename(newId);
    hosted.monitors().reshape(monitor, hosted.monitors().encoder(shape));
    session.await();
    executor.accept(
        new ConditionChange(session, request.id(), monitor, before, hosted.database().snapshot()));
  }

  private void cancel(Session session, Request request) {
    if (request.params().size() != 1) {
      session.replyError(request.id(), Json.of("invalid parameters"));
      return;
    }
    SessionMonitor monitor = session.monitors().remove(request.params().get(0));
    if (monitor == null) {
      session.replyError(request.id(), Json.of("unknown monitor"));
      return;
    }
    monitor.hosted().monitors().remove(monitor.monitor());
    session.reply(request.id(), Json.emptyObject());
  }
}
