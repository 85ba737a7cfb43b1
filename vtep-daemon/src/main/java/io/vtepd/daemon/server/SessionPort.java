package io.vtepd.daemon.server;

/** A session's channel as the owner sees it. */
interface SessionPort {

  /** Hands output over; the session's input that it counts as executed may be replaced. */
  void deliver(Delivery delivery);

  /** Bytes handed over that the operating system has not taken, about. */
  long unsentBytes();

  /** Those of them that are no initial contents that the client has asked for. */
  long unsentUnaskedBytes();

  /** Asks for one {@link OwnerMessage.Drained} when little is unsent. */
  void requestDrained();

  /** Closes at once, whatever is unsent. */
  void cut(String reason);
}
