package io.vtepd.daemon.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Brings a request to end, by signal or command, to the main thread, which does it. */
final class StopSignal {

  /** How long the JVM's shutdown waits for the main thread to close everything. */
  private static final long CLOSE_LIMIT_SECONDS = 20;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Ends cleanly on SIGTERM and SIGINT. */
  void installHook() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "shutdown"));
  }

  private void onShutdown() {
    requested.countDown();
    try {
      if (!closed.await(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("vtepd: not closed after " + CLOSE_LIMIT_SECONDS + " s, ending anyway");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void request() {
    requested.countDown();
  }

  void await() {
    try {
      requested.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is closed: the process may end. */
  void onClosed() {
    closed.countDown();
  }
}
