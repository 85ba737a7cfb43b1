package io.vtepd.tls.stream;

import io.netty.channel.Channel;
import io.vtepd.tls.logging.LogValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a channel to the protocol; a bug there costs this channel alone. */
final class Handover {
  private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

  private Handover() {}

  static void run(ReadyHandler onReady, Channel channel, Peer peer) {
    try {
      onReady.onReady(channel, peer);
    } catch (RuntimeException e) {
      LOG.error("event=ready-handler-failed peer={}", LogValue.of(peer.toString()), e);
      CloseReason.close(channel, "internal error: " + e);
    }
  }
}
