package io.vtepd.daemon.server;

import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import java.util.List;

/**
 * What one piece of input held: requests, and notifications that have an effect.
 *
 * @param bytes of input that it was made of
 * @param receivedNs when, by {@link ServerTimes#nowNs}
 */
record RequestBatch(List<JsonRpcMessage> messages, long bytes, long receivedNs) {

  RequestBatch {
    messages = List.copyOf(messages);
  }
}
