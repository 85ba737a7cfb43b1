package io.vtepd.daemon.server;

import static io.vtepd.ovsdb.json.Members.syntax;

import io.vtepd.daemon.server.SessionLocks.Standing;
import io.vtepd.ovsdb.json.Identifiers;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.rpc.JsonRpcMessage.Request;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.Map;

/** {@code lock}, {@code steal} and {@code unlock} (RFC 7047 section 4.1.8). */
final class LockMethods {

  private static final Json READ_ONLY =
      Json.of("lock and unlock methods not allowed, DB server is read only.");

  private final Locks<Session> locks;
  private final int perSession;
  private final ServerCounters counters;
  private final ServerMode mode;

  LockMethods(Locks<Session> locks, int perSession, ServerCounters counters, ServerMode mode) {
    this.locks = locks;
    this.perSession = perSession;
    this.counters = counters;
    this.mode = mode;
  }

  void register(Methods methods) {
    methods.put("lock", unlessReadOnly(this::lock));
    methods.put("steal", unlessReadOnly(this::steal));
    methods.put("unlock", unlessReadOnly(this::unlock));
  }

  /** Locks guard writes; who may only read has none to guard. */
  private Methods.Method unlessReadOnly(Methods.Method method) {
    return (session, request) -> {
      if (mode.isReadOnly() || session.rights().readOnly()) {
        session.replyError(request.id(), READ_ONLY);
      } else {
        method.execute(session, request);
      }
    };
  }

  private void lock(Session session, Request request) throws OvsdbException {
    String name = newLock(session, request);
    boolean owned = locks.lock(session, name);
    session.standing().locks().put(name, owned ? Standing.HELD : Standing.WAITING);
    reply(session, request, owned);
  }

  private void steal(Session session, Request request) throws OvsdbException {
    String name = newLock(session, request);
    locks
        .steal(session, name)
        .ifPresent(victim -> {
          victim.notify("stolen", Json.of(name));
          boolean waits = locks.waits(victim, name);
          victim.standing().locks().put(name, waits ? Standing.WAITING : Standing.LOST);
        });
    session.standing().locks().put(name, Standing.HELD);
    reply(session, request, true);
  }

  private static void reply(Session session, Request request, boolean locked) {
    session.reply(request.id(), new Json.Obj(Map.of("locked", Json.of(locked))));
  }

  private String newLock(Session session, Request request) throws OvsdbException {
    String name = name(request);
    if (session.locks().contains(name)) {
      throw syntax(
          "must issue \"unlock\" before new \"" + request.method() + "\"", request.params());
    }
    if (session.locks().size() >= perSession) {
      counters.refused(Limit.LOCKS, perSession, session.label());
      throw OvsdbError.of(
              "resources exhausted", "a session may ask for " + perSession + " locks at most")
          .asException();
    }
    session.locks().add(name);
    return name;
  }

  private void unlock(Session session, Request request) throws OvsdbException {
    String name = name(request);
    if (!session.locks().contains(name)) {
      throw syntax("unlock: \"unlock\" without \"lock\" or \"steal\"", request.params());
    }
    release(session, name);
    session.reply(request.id(), Json.emptyObject());
  }

  private static String name(Request request) throws OvsdbException {
    if (request.params().size() != 1
        || !(request.params().get(0) instanceof Json.Str name)
        || !Identifiers.isId(name.value())) {
      throw syntax(request.method() + " request params must be <id>", request.params());
    }
    return name.value();
  }

  /** The session gives a lock back; the next one in the queue is told. */
  void release(Session session, String name) {
    session.locks().remove(name);
    session.standing().locks().remove(name);
    locks
        .release(session, name)
        .ifPresent(next -> {
          next.notify("locked", Json.of(name));
          next.standing().locks().put(name, Standing.HELD);
        });
  }
}
