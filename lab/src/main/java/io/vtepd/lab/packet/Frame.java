package io.vtepd.lab.packet;

/**
 * A frame in words.
 *
 * @param source the sender's MAC address
 * @param label what a person calls it: "ARP who has 10.0.0.2"
 * @param kind equal for frames that may be told as one with a count: the label without sequence
 *     numbers
 */
public record Frame(String source, String destination, String label, String kind) {

  /** Whether switches watch a tunnel by it (RFC 5880): it is in no tenant's network. */
  public boolean isBfd() {
    return kind.startsWith("BFD ");
  }
}
