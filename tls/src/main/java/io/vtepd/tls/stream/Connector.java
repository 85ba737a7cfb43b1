package io.vtepd.tls.stream;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vtepd.tls.logging.LogValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an active target connected: dials, shakes hands, hands the ready channel on, and when it
 * closes waits and dials again, for ever. Of several targets that stand in for each other it dials
 * one after the other. The life cycle is {@link Reconnect}; this class turns it into I/O on one
 * event loop. A {@link CloseReason} on the channel becomes the last error.
 *
 * <p>Safe for any thread.
 */
public final class Connector {
  private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

  private final Transport transport;
  private final List<Target.Active> targets;
  private final ReadyHandler onReady;
  private final Consumer<Reconnect.Status> onStatus;
  private final EventLoop loop;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /** Written on the loop only, as all that follows. */
  private volatile Reconnect state;

  /** The place of the target that is connected, or dialled next. */
  private volatile int current;

  private Optional<Dial> dial = Optional.empty();
  private Optional<ScheduledFuture<?>> timer = Optional.empty();
  private boolean closing;

  private Connector(
      Transport transport,
      List<Target.Active> targets,
      BackoffSettings backoff,
      ReadyHandler onReady,
      Consumer<Reconnect.Status> onStatus) {
    this.transport = transport;
    this.targets = List.copyOf(targets);
    this.onReady = onReady;
    this.onStatus = onStatus;
    this.loop = transport.group().next();
    this.state = Reconnect.create(backoff, nowMs());
  }

  /**
   * Begins to dial.
   *
   * @param onReady takes each ready channel, on the channel's loop
   * @throws IllegalArgumentException if the target needs TLS and the transport has none
   */
  public static Connector start(
      Transport transport, Target.Active target, BackoffSettings backoff, ReadyHandler onReady) {
    return start(transport, target, backoff, onReady, status -> {});
  }

  /**
   * As {@link #start(Transport, Target.Active, BackoffSettings, ReadyHandler)}, and tells of each
   * change of state.
   *
   * @param onStatus called on the event loop; it must not block
   */
  public static Connector start(
      Transport transport,
      Target.Active target,
      BackoffSettings backoff,
      ReadyHandler onReady,
      Consumer<Reconnect.Status> onStatus) {
    return start(transport, List.of(target), backoff, onReady, onStatus);
  }

  /**
   * As {@link #start(Transport, Target.Active, BackoffSettings, ReadyHandler, Consumer)}, with
   * targets that stand in for each other: when one fails or is dropped the next is dialled, without
   * a wait until all were tried.
   *
   * @param targets at least one
   */
  public static Connector start(
      Transport transport,
      List<Target.Active> targets,
      BackoffSettings backoff,
      ReadyHandler onReady,
      Consumer<Reconnect.Status> onStatus) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("a connector needs a target");
    }
    targets.forEach(transport::tlsFor);
    Connector connector = new Connector(transport, targets, backoff, onReady, onStatus);
    connector.loop.execute(() -> connector.enter(connector.state.enable(connector.nowMs())));
    return connector;
  }

  /** What is connected, or dialled next. */
  public Target.Active target() {
    return targets.get(current);
  }

  /** How it stands. */
  public Reconnect.Status status() {
    return state.status(nowMs());
  }

  /** Changes how patient it is; a wait under way is cut to the new maximum. */
  public void setBackoff(BackoffSettings backoff) {
    loop.execute(() -> enter(state.withBackoff(backoff)));
  }

  /** Drops the connection, or the dial under way, and dials again after a wait. */
  public void drop(String reason) {
    loop.execute(() -> dial.ifPresent(current -> current.abort(reason)));
  }

  /** Stops dialling and closes the connection. The future ends when the channel is closed. */
  public CompletableFuture<Void> close() {
    loop.execute(() -> {
      closing = true;
      if (dial.isPresent()) {
        dial.get().abort("connector closed");
      } else {
        finishClosing();
      }
    });
    return closed;
  }

  private void finishClosing() {
    enter(state.disable(nowMs()));
    closed.complete(null);
  }

  /** Takes the next state, tells of a new phase, and sets the timer for its deadline. */
  private void enter(Reconnect next) {
    Reconnect.Phase before = state.phase();
    state = next;
    timer.ifPresent(running -> running.cancel(false));
    timer = Optional.empty();
    OptionalLong deadlineMs = next.deadlineMs();
    if (deadlineMs.isPresent()) {
      long delayMs = Math.max(0, deadlineMs.getAsLong() - nowMs());
      timer = Optional.of(loop.schedule(this::onTimer, delayMs, TimeUnit.MILLISECONDS));
    }
    if (before != next.phase()) {
      tell(next.status(nowMs()));
    }
  }

  private void tell(Reconnect.Status status) {
    LOG.debug(
        "event=connection-state target={} state={} try={} cause={}",
        target(),
        status.phase(),
        status.tryCount(),
        LogValue.of(status.lastError().orElse("")));
    try {
      onStatus.accept(status);
    } catch (RuntimeException e) {
      LOG.error("event=status-handler-failed target={}", target(), e);
    }
  }

  private void onTimer() {
    if (!state.isDue(nowMs())) {
      enter(state);
      return;
    }
    switch (state) {
      case Reconnect.Backoff waiting -> dial();
      case Reconnect.Connecting connecting -> dial.ifPresent(Dial::timeOut);
      case Reconnect.Disabled nothing -> {}
      case Reconnect.Active nothing -> {}
      case Reconnect.Idle nothing -> {}
    }
  }

  private void dial() {
    enter(state.connecting(nowMs()));
    begin();
  }

  private void begin() {
    long tryCount = state.past().tryCount();
    Dial next = new Dial(transport, target(), loop, tryCount, new Progress());
    dial = Optional.of(next);
    next.begin();
  }

  private long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(loop.ticker().nanoTime());
  }

  /** What the current dial reports, on the loop. */
  private final class Progress implements Dial.Progress {
    private long lastReceivedMs;

    @Override
    public void ready(Channel channel, Peer peer) {
      enter(state.connected(nowMs()));
      Handover.run(onReady, channel, peer);
    }

    @Override
    public void received() {
      lastReceivedMs = nowMs();
      if (state instanceof Reconnect.Idle) {
        enter(state.received(lastReceivedMs));
      }
    }

    @Override
    public void probed() {
      enter(state.probeSent(nowMs()));
    }

    @Override
    public void dialAgain() {
      if (closing) {
        ended(Optional.empty());
      } else {
        begin();
      }
    }

    @Override
    public void ended(Optional<String> error) {
      dial = Optional.empty();
      if (lastReceivedMs != 0) {
        state = state.received(lastReceivedMs);
      }
      if (closing) {
        finishClosing();
      } else {
        current = (current + 1) % targets.size();
        enter(state.disconnected(nowMs(), error, targets.size()));
      }
    }
  }
}
