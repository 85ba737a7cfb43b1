package io.vtepd.daemon.server;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The times that a server asks for. For any thread. */
public interface ServerClock {

  /** Milliseconds since the epoch, for the dates of commits. */
  long dateMs();

  /** Milliseconds since any fixed moment, for timeouts: never goes back. */
  long monotonicMs();

  /** The same moment in nanoseconds, to take the time of what is short. */
  default long monotonicNs() {
    return TimeUnit.MILLISECONDS.toNanos(monotonicMs());
  }

  /** The machine's clocks. */
  static ServerClock system() {
    InstantSource dates = InstantSource.system();
    return new ServerClock() {
      @Override
      public long dateMs() {
        return dates.millis();
      }

      @Override
      public long monotonicMs() {
        return TimeUnit.NANOSECONDS.toMillis(monotonicNs());
      }

      @Override
      public long monotonicNs() {
        return System.nanoTime();
      }
    };
  }
}
