package io.vtepd.daemon.systemd;

import io.vtepd.tls.logging.LogValue;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd, if that has started us, that the daemon serves, how it stands, and as long as its
 * parts answer that it lives. A thread of its own asks and tells; closing it says that we stop.
 */
public final class Supervisor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  /** Time between two looks at how the daemon stands. */
  private static final Duration STATUS_PERIOD = Duration.ofSeconds(5);

  /** Signs of life in the watchdog's time: one may be late, and one be lost. */
  private static final int SIGNS = 3;

  /** Characters of a status line; the rest is cut. */
  private static final int STATUS_LIMIT = 500;

  private final Optional<NotifySocket> socket;
  private final Watchdog watchdog;
  private Optional<ScheduledExecutorService> thread = Optional.empty();
  private String lastStatus = "";
  private boolean deaf;

  /** Whether the parts live, and how they stand. */
  public interface Vitals {

    /** Completes when each part that must live has answered. */
    CompletableFuture<Void> pulse();

    /** Completes with how the parts stand, in a line. */
    CompletableFuture<String> condition();
  }

  private Supervisor(Optional<NotifySocket> socket, Watchdog watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /**
   * @param environment ours, in which systemd says where it listens
   * @param pid ours
   * @throws IllegalArgumentException if systemd's words make no sense
   */
  public static Supervisor of(Map<String, String> environment, long pid) {
    return new Supervisor(
        Optional.ofNullable(environment.get("NOTIFY_SOCKET")).map(NotifySocket::new),
        Watchdog.of(environment, pid));
  }

  /** All listeners are bound: says so, and how the daemon stands from now on. */
  public void ready(Vitals vitals) {
    Objects.requireNonNull(vitals);
    if (socket.isEmpty()) {
      return;
    }
    tell("READY=1");
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("systemd").factory());
    thread = Optional.of(timer);
    watchdog
        .limit()
        .ifPresent(limit ->
            every(limit.dividedBy(SIGNS), timer, vitals::pulse, alive -> tell("WATCHDOG=1")));
    every(STATUS_PERIOD, timer, vitals::condition, this::tellStatus);
  }

  /** Takes an answer, on the timer's thread. */
  private interface Answer<T> {
    void take(T value);
  }

  /** Asks again when the last question was answered, so that few are ever waiting. */
  private <T> void every(
      Duration period,
      ScheduledExecutorService timer,
      Supplier<CompletableFuture<T>> question,
      Answer<T> answer) {
    Runnable again =
        () ->
            timer.schedule(
                () -> every(period, timer, question, answer),
                period.toNanos(),
                TimeUnit.NANOSECONDS);
    question
        .get()
        .whenCompleteAsync(
            (value, failure) -> {
              if (failure == null) {
                answer.take(value);
              } else {
                LOG.warn("event=no-pulse cause={}", LogValue.of(failure.toString()));
              }
              if (!timer.isShutdown()) {
                again.run();
              }
            },
            timer);
  }

  private void tellStatus(String status) {
    String line = status.replace('\n', ' ');
    if (!line.equals(lastStatus)) {
      lastStatus = line;
      tell("STATUS=" + line.substring(0, Math.min(STATUS_LIMIT, line.length())));
    }
  }

  private synchronized void tell(String text) {
    if (socket.isEmpty()) {
      return;
    }
    try {
      socket.get().send(text);
      deaf = false;
    } catch (IOException e) {
      if (!deaf) {
        LOG.warn("event=systemd-deaf cause={}", LogValue.of(e.getMessage()));
      }
      deaf = true;
    }
  }

  /** The start has failed. */
  public void failed(String reason) {
    tell("STATUS=" + reason.replace('\n', ' '));
  }

  /** The daemon begins to end. */
  @Override
  public void close() {
    thread.ifPresent(ScheduledExecutorService::shutdownNow);
    tell("STOPPING=1\nSTATUS=stopping");
  }
}
