package io.vtepd.lab.net;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a condition by asking again and again. */
public final class Await {

  /** A question that may fail or be interrupted. */
  public interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static final Duration PAUSE = Duration.ofMillis(10);

  private Await() {}

  /** Lets time pass; the only place of the lab that does. */
  public static void pause(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  /** Whether the condition came to hold in time. */
  public static boolean until(Duration limit, Condition condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause(PAUSE);
    }
    return true;
  }

  /**
   * Waits for a program to be ready.
   *
   * @param process ends the wait early when it has ended
   * @param what what is waited for: the begin of the failure's message
   */
  public static void ready(Process process, Duration limit, String what, Condition condition)
      throws IOException, InterruptedException, LabFailure {
    boolean ready = until(limit, () -> !process.isAlive() || condition.holds());
    if (!process.isAlive()) {
      throw new LabFailure(what + " ended with exit code " + process.exitValue());
    }
    if (!ready) {
      throw new LabFailure(what + " is not ready after " + limit.toSeconds() + " s");
    }
  }
}
