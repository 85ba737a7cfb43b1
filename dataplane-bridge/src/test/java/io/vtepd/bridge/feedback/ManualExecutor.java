package io.vtepd.bridge.feedback;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs tasks when the test says so, at times that the test sets. */
final class ManualExecutor extends AbstractExecutorService implements ScheduledExecutorService {

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.comparingLong((Task task) -> task.dueMs).thenComparingLong(t -> t.number));
  private long nowMs;
  private long count;

  private static final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final long dueMs;
    private final long number;

    Task(Runnable run, long dueMs, long number) {
      super(run, null);
      this.dueMs = dueMs;
      this.number = number;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
    }
  }

  long nowMs() {
    return nowMs;
  }

  /** How many tasks wait for their time. */
  int waiting() {
    return tasks.size();
  }

  /** Lets time pass and runs all that is due, and what that leads to. */
  void pass(long ms) throws Exception {
    long end = nowMs + ms;
    while (!tasks.isEmpty() && tasks.peek().dueMs <= end) {
      Task task = tasks.remove();
      nowMs = Math.max(nowMs, task.dueMs);
      task.run();
      task.get();
    }
    nowMs = end;
  }

  @Override
  public void execute(Runnable command) {
    schedule(command, 0, TimeUnit.MILLISECONDS);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    Task task = new Task(command, nowMs + unit.toMillis(delay), count++);
    tasks.add(task);
    return task;
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void shutdown() {
    tasks.clear();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}
