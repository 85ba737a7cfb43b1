package io.vtepd.daemon.manager;

import io.netty.channel.EventLoop;
import io.vtepd.tls.stream.Transport;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What all remotes share.
 *
 * @param loop owns the state of all remotes
 * @param onChange called on the loop when the status of a remote has changed
 */
record RemoteContext(
    Transport transport, EventLoop loop, SessionOpener sessions, Runnable onChange) {

  RemoteContext {
    Objects.requireNonNull(transport);
    Objects.requireNonNull(loop);
    Objects.requireNonNull(sessions);
    Objects.requireNonNull(onChange);
  }

  /** The loop's monotonic time. */
  long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(loop.ticker().nanoTime());
  }
}
