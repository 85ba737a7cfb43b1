package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One server with two sessions: one that writes and also monitors, one that only watches. Whatever
 * a request brings to either is the answer that is compared.
 */
final class Conversation implements AutoCloseable {

  private final String database;
  private final JsonRpcPeer writer;
  private final JsonRpcPeer watcher;

  Conversation(OvsdbProcess server, String database) throws IOException {
    this.database = database;
    this.writer = server.connect();
    this.watcher = server.connect();
  }

  /** Sends a request on the writing session. */
  List<Json> write(String method, Json.Arr params) throws IOException {
    List<Json> answer = normal(writer.callAndCollect(method, array(params)));
    answer.addAll(drainWatcher());
    return answer;
  }

  /** Sends a request on the watching session. */
  List<Json> watch(String method, Json.Arr params) throws IOException {
    return normal(watcher.callAndCollect(method, array(params)));
  }

  /** What the watcher has been told: all of it comes before the reply to a later transaction. */
  private List<Json> drainWatcher() throws IOException {
    List<Json.Obj> messages = watcher.callAndCollect("transact", Json.of(database));
    return normal(messages.subList(0, messages.size() - 1));
  }

  private static List<Json> normal(List<Json.Obj> messages) {
    List<Json> result = new ArrayList<>();
    List<Json> updates = new ArrayList<>();
    for (Json.Obj message : messages) {
      if (message.get("method").isPresent()) {
        Normal.update(message).ifPresent(updates::add);
      } else {
        result.addAll(sorted(updates));
        updates.clear();
        result.add(Normal.of(message));
      }
    }
    result.addAll(sorted(updates));
    return result;
  }

  /** The monitors of one session are told of one commit in any order. */
  private static List<Json> sorted(List<Json> updates) {
    return updates.stream().sorted(Comparator.comparing(Json::toText)).toList();
  }

  private static Json[] array(Json.Arr params) {
    return params.elements().toArray(Json[]::new);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    watcher.close();
  }
}
