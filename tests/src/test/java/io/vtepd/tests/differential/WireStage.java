package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Plays pieces of bytes to one server, each case on a connection of its own. Requests on a second
 * connection tell when the server has read what there was.
 */
final class WireStage implements AutoCloseable {

  /** What became of a connection after all pieces, and a proper request behind them. */
  enum Fate {
    /** The request behind them was answered. */
    ALIVE,
    /** The server closed the connection before that request. */
    CLOSED,
    /** The server took that request for a part of what came before, and waits for more. */
    SWALLOWED
  }

  /** What the server answered, and how it ended. */
  record Outcome(List<Json> answers, Fate fate) {}

  private static final Json PROBE_ID = Json.of("probe");
  private static final byte[] PROBE =
      Requests.of(PROBE_ID, "echo").toText().getBytes(StandardCharsets.UTF_8);

  /** The original takes a turn a message, and some from closing a session to its end. */
  private static final int ROUNDS = 25;

  private final OvsdbProcess server;
  private final JsonRpcPeer control;

  WireStage(OvsdbProcess server) throws IOException {
    this.server = server;
    this.control = server.connect();
  }

  /**
   * @param expected if known, what is worth to wait for
   */
  Outcome play(List<byte[]> pieces, Optional<Fate> expected) throws IOException {
    try (Wire wire = new Wire(server.socket())) {
      for (byte[] piece : pieces) {
        wire.send(piece);
        if (pieces.size() > 1) {
          control.call("list_dbs");
        }
      }
      wire.send(PROBE);
      if (expected.isPresent() && expected.get() != Fate.SWALLOWED) {
        wire.readUntil(PROBE_ID);
      } else {
        settle(wire);
      }
      Fate fate =
          wire.isAnswered(PROBE_ID) ? Fate.ALIVE : wire.isEnded() ? Fate.CLOSED : Fate.SWALLOWED;
      wire.halfClose();
      wire.readToEnd();
      return new Outcome(Normal.stream(wire.received()), fate);
    } finally {
      // What the connection held (locks) is free again after its end.
      control.call("list_dbs");
      control.call("list_dbs");
    }
  }

  private void settle(Wire wire) throws IOException {
    for (int i = 0; i < ROUNDS && !wire.isEnded() && !wire.isAnswered(PROBE_ID); i++) {
      control.call("list_dbs");
      wire.readWhatIsThere();
    }
  }

  @Override
  public void close() throws IOException {
    control.close();
  }
}
