package io.vtepd.daemon.server;

import static io.vtepd.ovsdb.json.Members.syntax;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.database.SchemaConversion;
import io.vtepd.daemon.transact.RoleRights;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.rpc.JsonRpcMessage.Request;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code convert} (ovsdb-server(7)): gives a database that is served another schema. Either all of
 * it happens, on disk before the answer, or nothing.
 */
final class ConversionMethod {

  private static final Logger LOG = LoggerFactory.getLogger(ConversionMethod.class);

  private final Hosting hosting;
  private final HostingChanges changes;
  private final Collection<Session> sessions;
  private final Runnable disconnectUnaware;
  private final RandomGenerator versions;
  private final ServerMode mode;

  /**
   * @param sessions all that are open
   * @param disconnectUnaware ends those that do not know of changing databases
   */
  ConversionMethod(
      Hosting hosting,
      HostingChanges changes,
      Collection<Session> sessions,
      Runnable disconnectUnaware,
      RandomGenerator versions,
      ServerMode mode) {
    this.hosting = hosting;
    this.changes = changes;
    this.sessions = sessions;
    this.disconnectUnaware = disconnectUnaware;
    this.versions = versions;
    this.mode = mode;
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
    Database converted = SchemaConversion.convert(hosted.database().snapshot(), schema, versions);
    try {
      changes.replace(hosted, converted, sessions);
    } catch (IOException e) {
      LOG.error("event=storage-failed database={} conversion", hosted.name(), e);
      throw OvsdbError.of("I/O error", "the converted database cannot be stored: " + e.getMessage())
          .asException();
    }
    LOG.info(
        "event=converted database={} from={} to={}",
        hosted.name(),
        hosted.database().schema().version(),
        schema.version());
    session.reply(request.id(), Json.emptyObject());
    changes.cancelWaiting(hosted);
    disconnectUnaware.run();
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
