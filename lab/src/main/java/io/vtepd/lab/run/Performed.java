package io.vtepd.lab.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.vtepd.lab.net.Completed;

/** What a step's action left for its expectations. */
sealed interface Performed {

  /** A ping that goes on, or has been ended. */
  record Pinged(Pinging pinging) implements Performed {}

  /** The reply to a request. */
  record Replied(JsonNode reply) implements Performed {}

  /** A command that ended. */
  record Ran(Completed completed) implements Performed {}

  /**
   * A client that has asked for an address.
   *
   * @param address what it was given, empty if nothing
   * @param client how udhcpc ended
   */
  record Leased(String address, Completed client) implements Performed {}

  /** What was sent, as its receiver saw it. */
  record Sent(Iperf.Outcome outcome) implements Performed {}

  /** Nothing to look at. */
  record Done() implements Performed {}
}
