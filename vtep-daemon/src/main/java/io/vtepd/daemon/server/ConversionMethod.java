package io.vtepd.daemon.server;

import static io.vtepd.ovsdb.json.Members.syntax;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.transact.RoleRights;
import io.vtepd.ovsdb.json.ErrorJson;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.rpc.JsonRpcMessage.Request;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code convert} (ovsdb-server(7)): gives a database that is served another schema. Either all of
 * it happens, on disk before the answer, or nothing. The requests after it wait, others do not.
 */
final class ConversionMethod {

  private static final Logger LOG = LoggerFactory.getLogger(ConversionMethod.class);

  private final Hosting hosting;
  private final HostingChanges changes;
  private final Collection<Session> sessions;
  private final Runnable disconnectUnaware;
  private final ServerClock clock;
  private final RandomGenerator uuids;
  private final ServerMode mode;
  private final Consumer<DiskJob> disk;

  /** Those that came while their database was being converted. */
  private final List<Asked> waiting = new ArrayList<>();

  private record Asked(Session session, Request request) {}

  /**
   * @param sessions all that are open
   * @param disconnectUnaware ends those that do not know of changing databases
   * @param disk runs jobs elsewhere; their ends come back as messages
   */
  ConversionMethod(
      Hosting hosting,
      HostingChanges changes,
      Collection<Session> sessions,
      Runnable disconnectUnaware,
      ServerOptions options,
      ServerMode mode,
      Consumer<DiskJob> disk) {
    this.hosting = hosting;
    this.changes = changes;
    this.sessions = sessions;
    this.disconnectUnaware = disconnectUnaware;
    this.clock = options.clock();
    this.uuids = options.uuids();
    this.mode = mode;
    this.disk = disk;
  }

  void register(Methods methods) {
    methods.put("convert", this::convert);
  }

  private void convert(Session session, Request request) throws OvsdbException {
    Hosted hosted = hosting.ofRequest(request);
    if (session.pending().containsKey(request.id())) {
      throw syntax("duplicate request ID", request.id());
    }
    if (request.params().size() != 2) {
      throw syntax(
          "convert needs two parameters: <db-name> and <database-schema>", request.params());
    }
    checkRights(session, hosted);
    DatabaseSchema schema = SchemaJson.parse(request.params().get(1));
    check(hosted, schema);
    session.await();
    Asked asked = new Asked(session, request);
    if (hosted.conversion().isPresent()) {
      waiting.add(asked);
      return;
    }
    Conversion conversion =
        new Conversion(hosted, schema, clock, uuids, disk, new End(asked, hosted));
    hosted.setConversion(Optional.of(conversion));
    conversion.start();
  }

  /** What becomes of a conversion that was asked for. */
  private final class End implements Conversion.Ending {
    private final Asked asked;
    private final Hosted hosted;

    End(Asked asked, Hosted hosted) {
      this.asked = asked;
      this.hosted = hosted;
    }

    @Override
    public void check() throws OvsdbException {
      if (hosting.ofRequest(asked.request) != hosted) {
        throw OvsdbError.of("canceled", "database " + hosted.name() + " was removed").asException();
      }
      checkRights(asked.session, hosted);
    }

    @Override
    public void onConverted(Database converted) {
      hosted.setConversion(Optional.empty());
      asked.session.resume();
      changes.replace(hosted, converted, sessions);
      LOG.info(
          "event=converted database={} from={} to={}",
          hosted.name(),
          hosted.database().schema().version(),
          converted.schema().version());
      asked.session.reply(asked.request.id(), Json.emptyObject());
      changes.cancelWaiting(hosted);
      disconnectUnaware.run();
      goOn();
    }

    @Override
    public void onFailed(Throwable cause) {
      hosted.setConversion(Optional.empty());
      asked.session.resume();
      asked.session.replyError(asked.request.id(), ErrorJson.toJson(error(cause)));
      goOn();
    }

    private OvsdbError error(Throwable cause) {
      if (cause instanceof OvsdbException refused) {
        return refused.error();
      }
      LOG.error("event=storage-failed database={} conversion", hosted.name(), cause);
      return cause instanceof IOException
          ? OvsdbError.of(
              "I/O error", "the converted database cannot be stored: " + cause.getMessage())
          : OvsdbError.of("internal error", "a bug of the server, see its log");
    }
  }

  /** Those that wait have their turn; of a session that was ended meanwhile nothing is executed. */
  private void goOn() {
    List<Asked> next = List.copyOf(waiting);
    waiting.clear();
    for (Asked asked : next) {
      if (asked.session.isAwaiting()) {
        asked.session.resume();
        try {
          convert(asked.session, asked.request);
        } catch (OvsdbException e) {
          asked.session.replyError(asked.request.id(), ErrorJson.toJson(e.error()));
        }
      }
    }
  }

  private void checkRights(Session session, Hosted hosted) throws OvsdbException {
    if (session.rights().readOnly() || mode.isReadOnly()) {
      throw OvsdbError.of(
              "not allowed",
              "convert operation not allowed when database server is in read only mode")
          .asException();
    }
    Optional<RoleRights> role = session.rights().role();
    if (role.isPresent()) {
      throw role.get()
          .prohibition(
              "\"convert\" of database "
                  + hosted.name()
                  + " (only the root role may convert databases)")
          .asException();
    }
  }

  private static void check(Hosted hosted, DatabaseSchema schema) throws OvsdbException {
    if (!schema.name().equals(hosted.name())) {
      throw OvsdbError.of(
              "invalid parameters",
              "new schema name ("
                  + schema.name()
                  + ") does not match database name ("
                  + hosted.name()
                  + ")")
          .asException();
    }
    if (hosted.name().equals(ServerDatabase.NAME)) {
      throw OvsdbError.of("not allowed", "the schema of " + hosted.name() + " is the server's own")
          .asException();
    }
    Optional<String> problem = hosted.rule().problem(schema);
    if (problem.isPresent()) {
      throw OvsdbError.of("not supported", problem.get()).asException();
    }
  }
}
