package io.vtepd.lab.packet;

/**
 * An OVSDB message of the underlay, or a piece of TLS.
 *
 * @param timeUs when its last byte was seen: microseconds since 1970
 * @param isRequestSide whether the side sent it that opened the connection
 * @param label in words; the kind is the same for messages that may be told as one with a count
 * @param text the message as it was sent, cut short; empty when it is encrypted
 */
public record OvsdbMessage(
    long timeUs,
    String source,
    String destination,
    int serverPort,
    boolean isRequestSide,
    boolean isTls,
    String label,
    String kind,
    String text) {}
