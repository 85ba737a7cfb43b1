package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
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
    List<Json> answer = Normal.stream(writer.callAndCollect(method, array(params)));
    answer.addAll(drainWatcher());
    return answer;
  }

  /** Sends a request on the watching session. */
  List<Json> watch(String method, Json.Arr params) throws IOException {
    return Normal.stream(watcher.callAndCollect(method, array(params)));
  }

  /** What the watcher has been told: all of it comes before the reply to a later transaction. */
  private List<Json> drainWatcher() throws IOException {
    List<Json.Obj> messages = watcher.callAndCollect("transact", Json.of(database));
    return Normal.stream(messages.subList(0, messages.size() - 1));
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
