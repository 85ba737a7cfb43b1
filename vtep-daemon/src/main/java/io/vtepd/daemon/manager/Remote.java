package io.vtepd.daemon.manager;

import io.netty.channel.Channel;
import io.vtepd.tls.stream.Peer;
import io.vtepd.tls.stream.ProbeHandler;
import io.vtepd.tls.stream.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * One remote that is served. Its state belongs to one event loop, that of {@link Remotes}; channels
 * live on others.
 */
abstract sealed class Remote permits DialledRemote, ListeningRemote {

  private static final long MS_PER_SEC = 1_000;

  private final Target target;
  private final RemoteContext context;
  private RemoteSettings settings;
  private volatile long probeIntervalMs;

  /** Open channels and since when, oldest first. */
  private final Map<Channel, Long> channels = new LinkedHashMap<>();

  private OptionalLong disconnectedAtMs = OptionalLong.empty();

  Remote(Target target, RemoteSettings settings, RemoteContext context) {
    this.target = target;
    this.context = context;
    this.settings = settings;
    this.probeIntervalMs = settings.probeIntervalMs(target);
  }

  Target target() {
    return target;
  }

  RemoteContext context() {
    return context;
  }

  RemoteSettings settings() {
    return settings;
  }

  /** Begins to listen or to dial. */
  abstract void start();

  /** How it stands. */
  abstract RemoteStatus status();

  /** Ends it and its connections. */
  abstract CompletableFuture<Void> close();

  /** Takes other settings, for the connections that are open, too. */
  void change(RemoteSettings other) {
    settings = other;
    long intervalMs = other.probeIntervalMs(target);
    if (intervalMs != probeIntervalMs) {
      probeIntervalMs = intervalMs;
      channels.keySet().forEach(channel -> setProbe(channel, intervalMs));
    }
  }

  private static void setProbe(Channel channel, long intervalMs) {
    ProbeHandler probe = channel.pipeline().get(ProbeHandler.class);
    if (probe != null) {
      probe.setIntervalMs(intervalMs);
    }
  }

  /** Hands a ready channel to the server; called on the channel's event loop. */
  void onReady(Channel channel, Peer peer) {
    context.sessions().open(channel, peer, target.toString(), probeIntervalMs);
    context.loop().execute(() -> opened(channel));
    channel.closeFuture().addListener(done -> context.loop().execute(() -> closed(channel)));
  }

  private void opened(Channel channel) {
    channels.put(channel, context.nowMs());
    context.onChange().run();
  }

  private void closed(Channel channel) {
    if (channels.remove(channel) != null) {
      disconnectedAtMs = OptionalLong.of(context.nowMs());
      context.onChange().run();
    }
  }

  int connectionCount() {
    return channels.size();
  }

  /** Seconds since the oldest open channel was opened. */
  OptionalLong secSinceConnect() {
    return channels.isEmpty()
        ? OptionalLong.empty()
        : secSince(channels.values().iterator().next());
  }

  /** Seconds since a channel was last closed. */
  OptionalLong secSinceDisconnect() {
    return disconnectedAtMs.isEmpty()
        ? OptionalLong.empty()
        : secSince(disconnectedAtMs.getAsLong());
  }

  private OptionalLong secSince(long atMs) {
    return OptionalLong.of((context.nowMs() - atMs) / MS_PER_SEC);
  }
}
