package io.vtepd.daemon.server;

import static io.vtepd.ovsdb.json.Members.syntax;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.SchemaPrinter;
import io.vtepd.ovsdb.rpc.JsonRpcMessage.Request;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;

/** Methods about the server and its databases as such (RFC 7047 sections 4.1.1, 4.1.2, 4.1.11). */
final class DatabaseMethods {

  private final Hosting hosting;
  private final Uuid serverId;

  DatabaseMethods(Hosting hosting, Uuid serverId) {
    this.hosting = hosting;
    this.serverId = serverId;
  }

  void register(Methods methods) {
    methods.put("list_dbs", this::listDatabases);
    methods.put("get_schema", this::getSchema);
    methods.put("echo", (session, request) -> session.reply(request.id(), request.params()));
    methods.put(
        "get_server_id",
        (session, request) -> session.reply(request.id(), Json.of(serverId.toString())));
    methods.put("set_db_change_aware", DatabaseMethods::setChangeAware);
  }

  private void listDatabases(Session session, Request request) {
    session.reply(
        request.id(),
        new Json.Arr(hosting.all().stream().map(hosted -> Json.of(hosted.name())).toList()));
  }

  private void getSchema(Session session, Request request) throws OvsdbException {
    Hosted hosted = hosting.ofRequest(request);
    session.reply(request.id(), SchemaPrinter.print(hosted.database().schema()));
  }

  private static void setChangeAware(Session session, Request request) throws OvsdbException {
    if (request.params().size() != 1 || !(request.params().get(0) instanceof Json.Bool aware)) {
      throw syntax("set_db_change_aware: true or false parameter expected", request.params());
    }
    session.setChangeAware(aware.value());
    session.reply(request.id(), Json.emptyObject());
  }
}
