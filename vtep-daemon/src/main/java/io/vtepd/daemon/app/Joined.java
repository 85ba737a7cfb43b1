package io.vtepd.daemon.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a step of the start. */
final class Joined {

  /** A step that takes longer will not end. */
  private static final long LIMIT_SECONDS = 60;

  private Joined() {}

  /**
   * @param what begins the sentence of a failure
   */
  static <T> T join(CompletableFuture<T> step, String what) throws StartupException {
    try {
      return step.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new StartupException(what + ": " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new StartupException(what + ": no end after " + LIMIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException(what + ": interrupted", e);
    }
  }
}
