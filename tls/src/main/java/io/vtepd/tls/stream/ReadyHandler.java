package io.vtepd.tls.stream;

import io.netty.channel.Channel;

/** Takes over channels on which the protocol may begin: for TLS, the peer is authenticated. */
@FunctionalInterface
public interface ReadyHandler {
  /**
   * Called once a channel, on its event loop, before a byte of it is handed on. Add the protocol's
   * handlers to the end of the pipeline: they see {@code channelActive}, then the data. Failures of
   * the transport never reach their {@code exceptionCaught}: they close the channel with a {@link
   * CloseReason}. An exception thrown here closes the channel, too.
   *
   * <p>At the peer's end of input the channel closes, unless {@code ALLOW_HALF_CLOSURE} is set on
   * it here; then the protocol has to close it after its last answer.
   *
   * @param channel the open channel
   * @param peer who is at the other end
   */
  void onReady(Channel channel, Peer peer);
}
