package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One server and its numbered sessions. A step is over when every session has been answered,
 * several times, a transaction that does nothing: by then all have been told what the step brought
 * about.
 */
final class Stage implements AutoCloseable {

  /**
   * The original needs a turn for each wait that ends another one, and some to see that a session
   * has ended and to act on it.
   */
  private static final int ROUNDS = 5;

  private final OvsdbProcess server;
  private final Json database;
  private final Map<Integer, Line> sessions = new TreeMap<>();
  private int barriers;

  Stage(OvsdbProcess server, String database) {
    this.server = server;
    this.database = Json.of(database);
  }

  /** Does it, and gives what each session has heard by its end. */
  Map<Integer, List<Json>> perform(Step step) throws IOException {
    Map<Integer, List<Json>> heard = new TreeMap<>();
    switch (step) {
      case Step.Open(int session) -> sessions.put(session, new Line(server.connect()));
      case Step.Hangup(int session) -> sessions.remove(session).close();
      case Step.Send send -> {
        Line line = sessions.get(send.session());
        line.send(send.messages());
        if (send.awaited().isPresent()) {
          heard.put(send.session(), line.readUntil(send.awaited().get()));
        }
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      passBarrier(heard);
    }
    return heard;
  }

  /** Adds what each session has heard when all have been answered once more. */
  void passBarrier(Map<Integer, List<Json>> heard) throws IOException {
    Json barrier = Json.of("barrier " + barriers++);
    for (Line line : sessions.values()) {
      line.send(List.of(Requests.of(barrier, "transact", database)));
    }
    Set<Integer> closed = new TreeSet<>();
    for (var session : sessions.entrySet()) {
      List<Json> messages = session.getValue().readUntil(barrier);
      if (messages.getLast().equals(Line.CLOSED)) {
        closed.add(session.getKey());
      } else {
        messages.removeLast();
      }
      heard.computeIfAbsent(session.getKey(), number -> new ArrayList<>()).addAll(messages);
    }
    for (int session : closed) {
      sessions.remove(session).close();
    }
  }

  /** Whether the server has ended by itself. */
  boolean hasDied() throws IOException {
    return server.endsWithin(Duration.ofSeconds(1));
  }

  /** Ends all sessions. */
  @Override
  public void close() throws IOException {
    for (Line line : sessions.values()) {
      line.close();
    }
    sessions.clear();
  }
}
