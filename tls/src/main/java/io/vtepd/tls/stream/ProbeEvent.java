package io.vtepd.tls.stream;

/** User events of a {@link ProbeHandler}. */
public enum ProbeEvent {
  /** The peer is silent: send something that it answers, such as an echo. */
  SEND_PROBE,
  /** The peer did not answer; the channel is about to be closed. */
  TIMED_OUT
}
