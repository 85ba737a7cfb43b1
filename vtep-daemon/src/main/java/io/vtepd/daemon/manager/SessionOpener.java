package io.vtepd.daemon.manager;

import io.netty.channel.Channel;
import io.vtepd.tls.stream.Peer;
import java.util.function.Supplier;

/** Takes over the channels of the remotes: the server. */
@FunctionalInterface
public interface SessionOpener {

  /**
   * Called once a channel, on its event loop.
   *
   * @param remote the target that the channel belongs to
   * @param terms on which the client is served
   * @return tells how the client stands, on any thread
   */
  Supplier<ClientStanding> open(Channel channel, Peer peer, String remote, RemoteTerms terms);
}
