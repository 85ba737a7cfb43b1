package io.vtepd.daemon.manager;

import io.netty.channel.EventLoop;
import io.vtepd.tls.stream.ListenerSettings;
import io.vtepd.tls.stream.Transport;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What all remotes share.
 *
 * @param loop owns the state of all remotes
 * @param listening limits of each listener
 * @param onChange called on the loop when the status of a remote has changed
 * @param newsLevel of what the log says of remotes that come and go
 */
record RemoteContext(
    Transport transport,
    EventLoop loop,
    SessionOpener sessions,
    ListenerSettings listening,
    Runnable onChange,
    Level newsLevel) {

  RemoteContext {
    Objects.requireNonNull(transport);
    Objects.requireNonNull(loop);
    Objects.requireNonNull(sessions);
    Objects.requireNonNull(listening);
    Objects.requireNonNull(onChange);
    Objects.requireNonNull(newsLevel);
  }

  /** The loop's monotonic time. */
  long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(loop.ticker().nanoTime());
  }

  /** For what a remote's coming and going is worth to the log. */
  LoggingEventBuilder news(Logger log) {
    return log.atLevel(newsLevel);
  }
}
