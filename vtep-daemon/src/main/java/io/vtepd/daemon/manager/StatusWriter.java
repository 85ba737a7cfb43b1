package io.vtepd.daemon.manager;

import io.netty.util.concurrent.ScheduledFuture;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.tls.logging.LogValue;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes statuses to their rows: soon after a change, but at most every 2.5 s, and as often because
 * the seconds in them grow. Belongs to one event loop.
 */
final class StatusWriter {

  private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);

  /** As often as ovsdb-server. */
  static final long INTERVAL_MS = 2_500;

  private final RemoteContext context;
  private final ServedDatabases databases;
  private final long intervalMs;
  private final Supplier<List<Update>> updates;
  private Optional<ScheduledFuture<?>> timer = Optional.empty();
  private long lastWriteMs;
  private boolean closed;

  /** Operations for one database. */
  record Update(String database, List<Operation> operations) {
    Update {
      operations = List.copyOf(operations);
    }
  }

  /**
   * @param intervalMs least time between two writes
   * @param updates what there is to write
   */
  StatusWriter(
      RemoteContext context,
      ServedDatabases databases,
      long intervalMs,
      Supplier<List<Update>> updates) {
    this.context = context;
    this.databases = databases;
    this.intervalMs = intervalMs;
    this.updates = updates;
    this.lastWriteMs = context.nowMs() - intervalMs;
  }

  /** Something may have changed. */
  void onChange() {
    schedule(Math.max(0, lastWriteMs + intervalMs - context.nowMs()));
  }

  private void schedule(long delayMs) {
    if (!closed) {
      timer.ifPresent(running -> running.cancel(false));
      timer = Optional.of(context.loop().schedule(this::write, delayMs, TimeUnit.MILLISECONDS));
    }
  }

  private void write() {
    lastWriteMs = context.nowMs();
    for (Update update : updates.get()) {
      databases
          .sink(update.database())
          .transact(update.operations())
          .whenComplete((result, failure) -> report(update, result, failure));
    }
    schedule(intervalMs);
  }

  private static void report(Update update, TransactionResult result, Throwable failure) {
    Optional<String> error =
        failure != null
            ? Optional.of(failure.toString())
            : result.error().map(refused -> refused.toString());
    error.ifPresent(reason ->
        LOG.warn(
            "event=status-not-written database={} reason={}",
            update.database(),
            LogValue.of(reason)));
  }

  void close() {
    closed = true;
    timer.ifPresent(running -> running.cancel(false));
  }
}
