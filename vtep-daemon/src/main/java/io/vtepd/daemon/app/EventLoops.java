package io.vtepd.daemon.app;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SelectStrategy;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.IntSupplier;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The event loops of the process. */
final class EventLoops {

  private static final int CLIENT_LOOPS =
      Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 4);
  private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private EventLoops() {}

  /** Those of clients, and of all that has none of its own. */
  static EventLoopGroup forClients(Opened opened) {
    IoHandlerFactory spinning =
        NioIoHandler.newFactory(
            SelectorProvider.provider(), () -> new BriefSpin(SPIN_NANOS, System::nanoTime));
    return opened("event loops", new MultiThreadIoEventLoopGroup(CLIENT_LOOPS, spinning), opened);
  }

  /**
   * That of a data plane. Clients share no loop with it: what it does to a large state at once
   * takes seconds.
   */
  static EventLoopGroup forDataPlane(Opened opened) {
    return opened(
        "data plane's loop",
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("data-plane"), NioIoHandler.newFactory()),
        opened);
  }

  private static EventLoopGroup opened(String name, EventLoopGroup group, Opened opened) {
    opened.add(name, () -> group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly());
    return group;
  }

  /**
   * Looks for more to do for a moment before it sleeps. Who waits for each answer before he asks
   * again has asked by then, and the processor is not to be woken: on a virtual machine that takes
   * as long as the whole transaction. After a moment in which nothing came, the next sleeps begin
   * at once: one, then two, four and so on up to 64, until something comes in a moment again.
   */
  static final class BriefSpin implements SelectStrategy {

    private static final int MOST_SKIPPED = 64;

    private final long spinNanos;
    private final LongSupplier nanoTime;
    private State state = State.ASLEEP;
    private long idleSinceNanos;
    private int skipsAfterNext = 1;
    private int skips;

    private enum State {
      BUSY,
      SPINNING,
      ASLEEP
    }

    BriefSpin(long spinNanos, LongSupplier nanoTime) {
      this.spinNanos = spinNanos;
      this.nanoTime = nanoTime;
    }

    @Override
    public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
      int ready = selectNow.get();
      if (ready > 0 || hasTasks) {
        if (state == State.SPINNING) {
          skipsAfterNext = 1;
        }
        state = State.BUSY;
        return ready;
      }
      state =
          switch (state) {
            case BUSY -> begin();
            case SPINNING -> goOn();
            case ASLEEP -> State.ASLEEP;
          };
      if (state == State.ASLEEP) {
        return SelectStrategy.SELECT;
      }
      Thread.onSpinWait();
      return SelectStrategy.CONTINUE;
    }

    private State begin() {
      if (skips > 0) {
        skips--;
        return State.ASLEEP;
      }
      idleSinceNanos = nanoTime.getAsLong();
      return State.SPINNING;
    }

    private State goOn() {
      if (nanoTime.getAsLong() - idleSinceNanos < spinNanos) {
        return State.SPINNING;
      }
      skips = skipsAfterNext;
      skipsAfterNext = Math.min(2 * skipsAfterNext, MOST_SKIPPED);
      return State.ASLEEP;
    }
  }
}
