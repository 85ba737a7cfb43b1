package io.vtepd.tls.context;

/** What becomes of a dialled connection whose handshake is done. */
public sealed interface Admission {
  /** The peer's certificate was checked against our CA: go on. */
  record Admitted() implements Admission {}

  /** The handshake served to learn the CA; drop the connection and dial again with it. */
  record DialAgain() implements Admission {}

  /**
   * The CA could not be learned from this peer.
   *
   * @param reason what is wrong and what to do
   */
  record Refused(String reason) implements Admission {}
}
