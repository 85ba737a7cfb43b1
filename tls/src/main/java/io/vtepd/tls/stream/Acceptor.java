package io.vtepd.tls.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.vtepd.tls.context.TlsContexts;
import io.vtepd.tls.context.TlsFailure;
import io.vtepd.tls.logging.LogThrottle;
import io.vtepd.tls.logging.LogValue;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handler of a listening socket: sets accepted channels up, counts them, and never stops accepting
 * for good. Its own state is confined to the listening socket's loop; the counters are for all.
 */
final class Acceptor extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

  /** How long to leave the queue alone after a failed accept (no descriptors, no memory). */
  private static final long ACCEPT_RETRY_MS = 1_000;

  private static final long LOG_INTERVAL_MS = 60_000;

  /** Why the listening socket is not read for a while. */
  private enum Pause {
    HANDSHAKES_FULL,
    ACCEPT_FAILED
  }

  private final Transport transport;
  private final Target.Passive target;
  private final Optional<TlsContexts> tls;
  private final ListenerSettings settings;
  private final ReadyHandler onReady;
  private final Handshakes handshakes;
  private final AddressCounts addresses;
  private final StreamCounters counters;
  private final Set<Pause> pauses = EnumSet.noneOf(Pause.class);
  private final LogThrottle throttle = new LogThrottle(LOG_INTERVAL_MS);
  private boolean evictionPlanned;
  private ChannelHandlerContext context;

  /** All accepted channels that are open; closed ones leave by themselves. */
  final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  final LongAdder acceptedCount = new LongAdder();
  final LongAdder overLimitCount = new LongAdder();
  final LongAdder acceptFailedCount = new LongAdder();
  final Map<TlsFailure, LongAdder> tlsFailures = new ConcurrentHashMap<>();

  Acceptor(
      Transport transport, Target.Passive target, ListenerSettings settings, ReadyHandler onReady) {
    this.transport = transport;
    this.target = target;
    this.tls = transport.tlsFor(target);
    this.settings = settings;
    this.onReady = onReady;
    this.handshakes = new Handshakes(settings.handshakeLimit());
    this.addresses = new AddressCounts(settings.addressLimit());
    this.counters = transport.counters();
    rehearseFailure();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Channel child = (Channel) message;
    SocketAddress address = child.remoteAddress();
    if (open.size() >= settings.connectionLimit()) {
      refuse(child, StreamLimit.CONNECTIONS, settings.connectionLimit());
      return;
    }
    if (!addresses.take(address)) {
      refuse(child, StreamLimit.ADDRESS_CONNECTIONS, settings.addressLimit());
      return;
    }
    acceptedCount.increment();
    open.add(child);
    child.closeFuture().addListener(closed -> onLoop(() -> addresses.release(address)));
    try {
      prepare(child);
      register(child);
    } catch (RuntimeException e) {
      // Such as a socket option on a connection that its peer has reset already.
      open.remove(child);
      child.unsafe().closeForcibly();
      handshakes.end(child);
      addresses.release(address);
      warn("not-set-up", "event=accepted-channel-failed cause=" + LogValue.of(e.toString()));
    }
    pauseIfFull();
  }

  private void refuse(Channel child, StreamLimit limit, int value) {
    overLimitCount.increment();
    counters.hit(limit);
    String line = limitHit(limit, value, child);
    child.unsafe().closeForcibly();
    warn(limit.label(), line);
  }

  private static String limitHit(StreamLimit limit, int value, Channel child) {
    return "event=limit-hit limit="
        + limit.label()
        + " value="
        + value
        + " addr="
        + Peer.addressText(child.remoteAddress());
  }

  private void prepare(Channel child) {
    if (child instanceof SocketChannel) {
      child.config().setOption(ChannelOption.TCP_NODELAY, true);
      child.config().setOption(ChannelOption.SO_KEEPALIVE, true);
    }
    if (tls.isPresent()) {
      HandshakeBytes.guard(
          child,
          tls.get().current().serverHandler(settings.handshakeTimeoutMs()),
          settings.handshakeBytes(),
          () -> tooLong(child));
      handshakes.begin(child, nowMs());
      child.closeFuture().addListener(closed -> onLoop(() -> handshakeEnded(child)));
    }
    child.pipeline().addLast(new Gate(new ChildSteps(child), tls));
  }

  private void tooLong(Channel child) {
    counters.hit(StreamLimit.HANDSHAKE_BYTES);
    String line = limitHit(StreamLimit.HANDSHAKE_BYTES, settings.handshakeBytes(), child);
    onLoop(() -> warn(StreamLimit.HANDSHAKE_BYTES.label(), line));
  }

  private void register(Channel child) {
    transport
        .group()
        .register(child)
        .addListener(registered -> {
          if (!registered.isSuccess()) {
            child.unsafe().closeForcibly();
          }
        });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    pause(Pause.ACCEPT_FAILED);
    ctx.executor()
        .schedule(() -> resume(Pause.ACCEPT_FAILED), ACCEPT_RETRY_MS, TimeUnit.MILLISECONDS);
    acceptFailedCount.increment();
    warn("accept-failed", acceptFailed(cause));
  }

  /** Loads what a failed accept needs: a process without descriptors can't load classes either. */
  private void rehearseFailure() {
    throttle.pass(acceptFailed(new IOException("rehearsal")), 0);
  }

  private static String acceptFailed(Throwable cause) {
    return "event=accept-failed cause="
        + LogValue.of(FailureWords.of(cause))
        + " retry-ms="
        + ACCEPT_RETRY_MS;
  }

  private void pause(Pause reason) {
    pauses.add(reason);
    context.channel().config().setAutoRead(false);
  }

  private void resume(Pause reason) {
    if (pauses.remove(reason) && pauses.isEmpty()) {
      context.channel().config().setAutoRead(true);
    }
  }

  private void pauseIfFull() {
    if (handshakes.isFull()) {
      pause(Pause.HANDSHAKES_FULL);
      planEviction();
    }
  }

  private void planEviction() {
    OptionalLong dueMs = handshakes.evictionDueMs();
    if (dueMs.isEmpty() || evictionPlanned) {
      return;
    }
    evictionPlanned = true;
    long delayMs = Math.max(1, dueMs.getAsLong() - nowMs());
    context.executor().schedule(this::evict, delayMs, TimeUnit.MILLISECONDS);
  }

  private void evict() {
    evictionPlanned = false;
    Optional<Channel> slow = handshakes.evict(nowMs());
    if (slow.isPresent()) {
      counters.hit(StreamLimit.HANDSHAKES);
      warn("handshakes", "event=limit-hit limit=handshakes value=" + settings.handshakeLimit());
      CloseReason.close(slow.get(), "TLS handshake was slow while others waited");
    } else {
      planEviction();
    }
  }

  private void handshakeEnded(Channel child) {
    handshakes.end(child);
    if (!handshakes.isFull()) {
      resume(Pause.HANDSHAKES_FULL);
    } else {
      planEviction();
    }
  }

  private void onLoop(Runnable step) {
    EventExecutor loop = context.executor();
    if (loop.inEventLoop()) {
      step.run();
      return;
    }
    try {
      loop.execute(step);
    } catch (RejectedExecutionException e) {
      LOG.debug("event=listener-loop-gone target={}", target);
    }
  }

  private void warn(String key, String line) {
    throttle
        .pass(key, nowMs())
        .ifPresent(held -> LOG.warn("{} target={} held-back={}", line, target, held));
  }

  private long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(context.executor().ticker().nanoTime());
  }

  /** The steps of one accepted channel, on its own loop. */
  private final class ChildSteps implements Gate.Steps {
    private final Channel child;

    ChildSteps(Channel child) {
      this.child = child;
    }

    @Override
    public boolean admit(ChannelHandlerContext ctx, SslHandler handler) {
      onLoop(() -> handshakeEnded(child));
      return true;
    }

    @Override
    public void ready(ChannelHandlerContext ctx, Peer peer) {
      Handover.run(onReady, child, peer);
    }

    @Override
    public void handshakeFailed(ChannelHandlerContext ctx, Throwable cause) {
      TlsFailure failure = TlsFailure.of(cause);
      tlsFailures.computeIfAbsent(failure, kind -> new LongAdder()).increment();
      counters.failed(failure);
      String line =
          "event=tls-refused addr="
              + Peer.addressText(child.remoteAddress())
              + " cause="
              + LogValue.of(CloseReason.of(child).orElseGet(() -> TlsFailure.describe(cause)));
      onLoop(() -> warn("tls-refused " + failure.label(), line));
    }

    @Override
    public void received() {
      // Only a connector keeps a life cycle.
    }

    @Override
    public void probed() {
      // Only a connector keeps a life cycle.
    }
  }
}
