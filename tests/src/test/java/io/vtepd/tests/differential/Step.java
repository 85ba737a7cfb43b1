package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a client does to one of its numbered sessions. */
sealed interface Step {

  int session();

  /** Opens a session of a number that is free. */
  record Open(int session) implements Step {

    @Override
    public String toString() {
      return "session " + session + " opens";
    }
  }

  /**
   * Sends messages in one piece.
   *
   * @param awaited the id of a request whose answer time brings about
   */
  record Send(int session, List<Json> messages, Optional<Json> awaited) implements Step {

    public Send {
      messages = List.copyOf(messages);
    }

    static Send of(int session, List<Json> messages) {
      return new Send(session, messages, Optional.empty());
    }

    String text() {
      return messages.stream().map(Json::toText).collect(Collectors.joining());
    }

    @Override
    public String toString() {
      return "session " + session + " sends " + text();
    }
  }

  /** Closes the connection. */
  record Hangup(int session) implements Step {

    @Override
    public String toString() {
      return "session " + session + " hangs up";
    }
  }
}
