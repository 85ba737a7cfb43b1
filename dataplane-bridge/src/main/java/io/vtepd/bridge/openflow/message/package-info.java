/**
 * Flows, groups, ports, and the messages that carry them, with their encoding. {@link
 * io.vtepd.bridge.openflow.message.MessageCodec} is the entry: pure, buffers in and values out.
 * Depends on {@code action}, {@code match} and {@code wire}. Invariant: encode and decode are
 * inverse for everything that this side sends or asks for.
 */
package io.vtepd.bridge.openflow.message;
