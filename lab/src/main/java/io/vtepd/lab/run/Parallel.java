package io.vtepd.lab.run;

import io.vtepd.lab.net.LabFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks at the same time; the first failure is the failure of all. */
final class Parallel implements AutoCloseable {

  /** A task of the lab. */
  interface Task {
    void run() throws IOException, InterruptedException, LabFailure;
  }

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> running = new ArrayList<>();

  void start(Task task) {
    running.add(
        executor.submit(() -> {
          task.run();
          return null;
        }));
  }

  /** Waits for all that were started. */
  void join() throws IOException, InterruptedException, LabFailure {
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (ExecutionException e) {
        rethrow(e.getCause());
      }
    }
    running.clear();
  }

  private static void rethrow(Throwable cause)
      throws IOException, InterruptedException, LabFailure {
    switch (cause) {
      case LabFailure failure -> throw failure;
      case IOException failure -> throw failure;
      case InterruptedException failure -> throw failure;
      case RuntimeException failure -> throw failure;
      default -> throw new IllegalStateException(cause);
    }
  }

  /** Stops what still runs: nothing is built behind the back of a failed run. */
  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }
}
