package io.vtepd.daemon.manager;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vtepd.tls.stream.CloseReason;
import io.vtepd.tls.stream.Peer;
import io.vtepd.tls.stream.ProbeHandler;
import io.vtepd.tls.stream.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One remote that is served. Its state belongs to one event loop, that of {@link Remotes}; channels
 * live on others.
 */
abstract sealed class Remote permits DialledRemote, ListeningRemote {

  private static final long MS_PER_SEC = 1_000;

  /** The two lowest bits of the traffic class tell of congestion (RFC 3168). */
  private static final int DSCP_SHIFT = 2;

  private final Target target;
  private final RemoteContext context;
  private RemoteSettings settings;
  private volatile RemoteTerms terms;
  private volatile OptionalInt dscp;

  /** Open channels, oldest first. */
  private final Map<Channel, Client> channels = new LinkedHashMap<>();

  /** Who is on a channel, and since when. */
  private record Client(Peer peer, long openedAtMs, Supplier<ClientStanding> standing) {}

  private OptionalLong disconnectedAtMs = OptionalLong.empty();
  private long openedCount;

  Remote(Target target, RemoteSettings settings, RemoteContext context) {
    this.target = target;
    this.context = context;
    this.settings = settings;
    this.terms = settings.terms(target);
    this.dscp = settings.dscp(target);
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

  /** Whether it can be reached where it listens; of a remote that is dialled always. */
  abstract boolean isBound();

  /** Takes other settings, for the connections that are open, too. */
  void change(RemoteSettings other) {
    settings = other;
    RemoteTerms before = terms;
    RemoteTerms now = other.terms(target);
    terms = now;
    dscp = other.dscp(target);
    channels.keySet().forEach(this::mark);
    if (now.probeIntervalMs() != before.probeIntervalMs()) {
      channels.keySet().forEach(channel -> setProbe(channel, now.probeIntervalMs()));
    }
    if (!now.grantsTheSame(before)) {
      // Nobody keeps rights that were taken away.
      channels.keySet().forEach(channel -> CloseReason.close(channel, "its rights have changed"));
    }
  }

  /** Sets the code point of the packets that we send; none leaves it as it is. */
  private void mark(Channel channel) {
    OptionalInt wanted = dscp;
    if (wanted.isPresent()) {
      channel.config().setOption(ChannelOption.IP_TOS, wanted.getAsInt() << DSCP_SHIFT);
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
    mark(channel);
    Supplier<ClientStanding> standing =
        context.sessions().open(channel, peer, target.toString(), terms);
    context.loop().execute(() -> opened(channel, peer, standing));
    channel.closeFuture().addListener(done -> context.loop().execute(() -> closed(channel)));
  }

  private void opened(Channel channel, Peer peer, Supplier<ClientStanding> standing) {
    channels.put(channel, new Client(peer, context.nowMs(), standing));
    openedCount++;
    context.onChange().run();
  }

  private void closed(Channel channel) {
    if (channels.remove(channel) != null) {
      disconnectedAtMs = OptionalLong.of(context.nowMs());
      context.onChange().run();
    }
  }

  /** How many connections it has had. */
  long openedCount() {
    return openedCount;
  }

  int connectionCount() {
    return channels.size();
  }

  /** Seconds since the oldest open channel was opened. */
  OptionalLong secSinceConnect() {
    return channels.isEmpty() ? OptionalLong.empty() : secSince(oldest().openedAtMs);
  }

  private Client oldest() {
    return channels.values().iterator().next();
  }

  /** Who is on the oldest open channel. */
  Optional<Peer> peer() {
    return channels.isEmpty() ? Optional.empty() : Optional.of(oldest().peer);
  }

  /** How all clients that are connected stand. */
  List<ClientStanding> clients() {
    return channels.values().stream().map(client -> client.standing.get()).toList();
  }

  /** Silence after which a client is probed; 0 for never. */
  long probeIntervalMs() {
    return terms.probeIntervalMs();
  }

  /** Those of the client on the oldest open channel. */
  LockNames locks() {
    return channels.isEmpty() ? LockNames.NONE : oldest().standing.get().locks();
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
