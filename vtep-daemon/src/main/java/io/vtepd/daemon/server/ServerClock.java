package io.vtepd.daemon.server;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The two times that the owner asks for. Called by one thread at a time. */
public interface ServerClock {

  /** Milliseconds since the epoch, for the dates of commits. */
  long dateMs();

  /** Milliseconds since any fixed moment, for timeouts: never goes back. */
  long monotonicMs();

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
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
      }
    };
  }
}
