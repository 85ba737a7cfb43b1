package io.vtepd.daemon.server;

import java.util.List;

/**
 * What the owner hands to a session's channel at the end of a turn.
 *
 * @param executedBatches pieces of input that are done with
 * @param executedBytes of input in them
 * @param last whether the channel is to be closed after this
 * @param updatesSinceNs when the turn began that committed what the first update in it tells, by
 *     {@link ServerTimes#nowNs}; 0 if there is no update
 */
record Delivery(
    List<Outgoing> messages,
    int executedBatches,
    long executedBytes,
    boolean last,
    long updatesSinceNs) {

  Delivery {
    messages = List.copyOf(messages);
  }

  long estimatedBytes() {
    long bytes = 0;
    for (Outgoing message : messages) {
      bytes += message.estimatedBytes();
    }
    return bytes;
  }

  /** It will not get there. */
  void release() {
    messages.forEach(Outgoing::release);
  }
}
