package io.vtepd.daemon.app;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * Whether the threads that own the databases still answer, asked ahead so that whoever wants to
 * know need not ask them. For any thread.
 */
final class Pulse {

  private static final long BEAT_MS = 2_000;
  private static final long LIMIT_MS = 10_000;

  private final EventLoop loop;
  private final VitalSigns vitals;
  private volatile long answeredMs;
  private boolean asking;

  private Pulse(EventLoop loop, VitalSigns vitals) {
    this.loop = loop;
    this.vitals = vitals;
    this.answeredMs = nowMs();
  }

  /** Asks from now on. */
  static Pulse start(EventLoop loop, VitalSigns vitals) {
    Pulse pulse = new Pulse(loop, vitals);
    loop.scheduleWithFixedDelay(pulse::beat, BEAT_MS, BEAT_MS, TimeUnit.MILLISECONDS);
    return pulse;
  }

  /** One question at a time, or those that are not answered would pile up. */
  private void beat() {
    if (asking) {
      return;
    }
    asking = true;
    vitals
        .pulse()
        .whenCompleteAsync(
            (done, failure) -> {
              asking = false;
              if (failure == null) {
                answeredMs = nowMs();
              }
            },
            loop);
  }

  private long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(loop.ticker().nanoTime());
  }

  /** How long ago all have answered. */
  long silenceMs() {
    return nowMs() - answeredMs;
  }

  boolean isAlive() {
    return silenceMs() < LIMIT_MS;
  }
}
