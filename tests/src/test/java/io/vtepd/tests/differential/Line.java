package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.JsonRpcPeer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One session of a server, as its client sees it. */
final class Line implements AutoCloseable {

  /** Stands for the end of a session that the server has closed. */
  static final Json CLOSED = Json.of("closed by the server");

  private static final String PROBE_ANSWER = "{\"id\":\"echo\",\"result\":[],\"error\":null}";

  private final JsonRpcPeer peer;
  private final LockLedger locks = new LockLedger();

  Line(JsonRpcPeer peer) {
    this.peer = peer;
  }

  /** Sends those in one piece, if the server still listens. */
  void send(List<Json> messages) {
    StringBuilder text = new StringBuilder();
    for (Json message : messages) {
      locks.onSent(message);
      text.append(message.toText());
    }
    // Whether it still does is told by what can be read.
    peer.trySend(text.toString());
  }

  /** What came up to the reply of that id, which is last; or {@link #CLOSED} is. */
  List<Json> readUntil(Json id) throws IOException {
    List<Json> messages = new ArrayList<>();
    while (true) {
      Optional<Json.Obj> message = peer.next();
      if (message.isEmpty()) {
        messages.add(CLOSED);
        return messages;
      }
      if (isProbe(message.get())) {
        // A machine that is busy enough makes us look dead.
        peer.trySend(PROBE_ANSWER);
        continue;
      }
      if (locks.isNews(message.get())) {
        messages.add(message.get());
      }
      if (message.get().get("id").equals(Optional.of(id))
          && message.get().get("method").isEmpty()) {
        return messages;
      }
    }
  }

  private static boolean isProbe(Json.Obj message) {
    return message.get("method").equals(Optional.of(Json.of("echo")));
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
