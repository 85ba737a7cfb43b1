package io.vtepd.daemon.manager;

import io.netty.channel.Channel;
import io.vtepd.tls.stream.Peer;

/** Takes over the channels of the remotes: the server. */
@FunctionalInterface
public interface SessionOpener {

  /**
   * Called once a channel, on its event loop.
   *
   * @param remote the target that the channel belongs to
   * @param probeIntervalMs silence before a probe; 0 for never
   */
  void open(Channel channel, Peer peer, String remote, long probeIntervalMs);
}
