package io.vtepd.daemon.server;

import static io.vtepd.ovsdb.json.Members.syntax;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.Members;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The databases that are served, by name. Belongs to the owner. */
final class Hosting {

  private final Map<String, Hosted> databases = new TreeMap<>();

  Collection<Hosted> all() {
    return databases.values();
  }

  /** The number of monitors of all databases. */
  int monitorCount() {
    int count = 0;
    for (Hosted hosted : databases.values()) {
      count += hosted.monitors().count();
    }
    return count;
  }

  Optional<Hosted> find(String name) {
    return Optional.ofNullable(databases.get(name));
  }

  void put(Hosted hosted) {
    databases.put(hosted.name(), hosted);
  }

  void remove(Hosted hosted) {
    databases.remove(hosted.name(), hosted);
  }

  /** The database that a request's first parameter names. */
  Hosted ofRequest(JsonRpcMessage.Request request) throws OvsdbException {
    Json.Arr params = request.params();
    if (params.size() == 0 || !(params.get(0) instanceof Json.Str name)) {
      throw syntax(request.method() + " request params must begin with <db-name>", params);
    }
    Optional<Hosted> hosted = find(name.value());
    if (hosted.isEmpty()) {
      throw new OvsdbError(
              "unknown database",
              request.method() + " request specifies unknown database " + name.value(),
              Members.excerpt(params))
          .asException();
    }
    return hosted.get();
  }
}
