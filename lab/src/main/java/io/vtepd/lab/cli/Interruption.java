package io.vtepd.lab.cli;

import io.vtepd.lab.net.LabFailure;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns Ctrl-C and SIGTERM into an interrupt of the main thread and waits until that has cleaned
 * up.
 */
final class Interruption extends Thread {

  /** More than a removal takes. */
  private static final long CLEANUP_LIMIT_MS = 30_000;

  private final Thread main;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private final AtomicBoolean finished = new AtomicBoolean();

  Interruption(Thread main) {
    super("interruption");
    this.main = main;
  }

  boolean isUnderWay() {
    return underWay.get();
  }

  /** The main thread is through: an exit from now on is no interruption. */
  boolean finish() {
    finished.set(true);
    return !underWay.get();
  }

  @Override
  public void run() {
    if (finished.get()) {
      return;
    }
    underWay.set(true);
    main.interrupt();
    try {
      main.join(CLEANUP_LIMIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Else the code would be that of the signal, 143 for SIGTERM.
    Runtime.getRuntime().halt(LabFailure.INTERRUPTED);
  }
}
