package io.vtepd.tls.stream;

/**
 * Limits of listeners and dials that can strike, by the names that {@code --limit} and metrics
 * have.
 */
public enum StreamLimit {
  /** Channels of one listener. */
  CONNECTIONS("connections"),
  /** Channels of one listener from one address. */
  ADDRESS_CONNECTIONS("address-connections"),
  /** TLS handshakes of one listener at once. */
  HANDSHAKES("handshakes"),
  /** Time for a TLS handshake. */
  HANDSHAKE_MS("handshake-ms"),
  /** What a peer sends within a TLS handshake. */
  HANDSHAKE_BYTES("handshake-bytes");

  private final String label;

  StreamLimit(String label) {
    this.label = label;
  }

  /** The value of a metric's {@code limit} label. */
  public String label() {
    return label;
  }
}
