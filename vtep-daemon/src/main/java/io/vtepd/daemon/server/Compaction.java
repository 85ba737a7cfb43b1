package io.vtepd.daemon.server;

import io.vtepd.daemon.storage.LogRewrite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a database's log written anew by the disk thread, while commits go on.
 *
 * <pre>
 *   Idle --- start ---> Writing --- written ---> Publishing --- published ---> Idle
 *                          +-------- failed --------+---------------------------^
 * </pre>
 *
 * <p>Who asks while it is under way is answered with it: everything that was committed before is in
 * the new log. Belongs to the owner thread.
 */
final class Compaction {

  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);
  private static final long LONG_LOG_BYTES = 10 << 20;
  private static final long LEAST_INTERVAL_MS = TimeUnit.MINUTES.toMillis(10);
  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

  private final Hosted hosted;
  private final List<CompletableFuture<Void>> askers = new ArrayList<>();
  private boolean running;
  private long triedAtMs;

  /**
   * @param nowMs monotonic, as all times here
   */
  Compaction(Hosted hosted, long nowMs) {
    this.hosted = hosted;
    this.triedAtMs = nowMs;
  }

  /**
   * Whether it is time for one that nobody asked for: the log is over 10 MB and twice what it was
   * after the last one; or it has grown at all, and that was a day ago. 10 minutes lie between two
   * at least (ovsdb-server(1), {@code ovsdb-server/compact}). Or somebody has asked while the
   * database was being converted.
   */
  boolean isDue(long nowMs) {
    if (running || hosted.conversion().isPresent()) {
      return false;
    }
    if (!askers.isEmpty()) {
      return true;
    }
    if (nowMs - triedAtMs < LEAST_INTERVAL_MS) {
      return false;
    }
    long sizeBytes = hosted.log().sizeBytes();
    long compactedBytes = hosted.log().compactedBytes();
    return (sizeBytes > LONG_LOG_BYTES && sizeBytes / 2 > compactedBytes)
        || (nowMs - triedAtMs >= DAY_MS && sizeBytes > compactedBytes);
  }

  /** Somebody wants to know when the one that runs, or is about to start, has ended. */
  void addAsker(CompletableFuture<Void> done) {
    askers.add(done);
  }

  /**
   * Begins, unless one is under way, or a conversion: that writes the log anew, too.
   *
   * @param onCompacted told when the log is the new one
   */
  void start(ServerClock clock, Consumer<DiskJob> disk, Runnable onCompacted) {
    if (running || hosted.conversion().isPresent()) {
      return;
    }
    triedAtMs = clock.monotonicMs();
    Run run = new Run(clock, disk, onCompacted, triedAtMs, hosted.log().sizeBytes());
    try {
      LogRewrite rewrite = hosted.log().rewrite(hosted.database().snapshot(), clock.dateMs());
      running = true;
      disk.accept(
          new DiskJob(
              rewrite::write, () -> run.onWritten(rewrite), cause -> run.onFailed(rewrite, cause)));
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  /** The log was written anew with other contents. */
  void onReplaced() {
    succeed();
  }

  private void succeed() {
    List<CompletableFuture<Void>> told = List.copyOf(askers);
    askers.clear();
    told.forEach(asker -> asker.complete(null));
  }

  /** The server stops: nobody will come to the end of the one that runs. */
  void abandon() {
    fail(new IOException("the server stops"));
  }

  private void fail(Throwable cause) {
    running = false;
    List<CompletableFuture<Void>> told = List.copyOf(askers);
    askers.clear();
    told.forEach(asker -> asker.completeExceptionally(cause));
  }

  /** One that is under way. */
  private final class Run {
    private final ServerClock clock;
    private final Consumer<DiskJob> disk;
    private final Runnable onCompacted;
    private final long startedMs;
    private final long bytesBefore;

    Run(
        ServerClock clock,
        Consumer<DiskJob> disk,
        Runnable onCompacted,
        long startedMs,
        long bytesBefore) {
      this.clock = clock;
      this.disk = disk;
      this.onCompacted = onCompacted;
      this.startedMs = startedMs;
      this.bytesBefore = bytesBefore;
    }

    void onWritten(LogRewrite rewrite) {
      try {
        rewrite.join();
        disk.accept(
            new DiskJob(
                rewrite::publish, () -> onPublished(rewrite), cause -> onFailed(rewrite, cause)));
      } catch (IOException | RuntimeException e) {
        onFailed(rewrite, e);
      }
    }

    private void onPublished(LogRewrite rewrite) {
      rewrite.end();
      release(rewrite);
      running = false;
      LOG.info(
          "event=compacted database={} bytes_before={} bytes={} ms={}",
          hosted.name(),
          bytesBefore,
          hosted.log().sizeBytes(),
          clock.monotonicMs() - startedMs);
      succeed();
      onCompacted.run();
    }

    void onFailed(LogRewrite rewrite, Throwable cause) {
      LOG.error("event=storage-failed database={} compaction", hosted.name(), cause);
      rewrite.end();
      release(rewrite);
      fail(cause);
    }

    private void release(LogRewrite rewrite) {
      disk.accept(
          new DiskJob(
              rewrite::release,
              () -> {},
              cause -> LOG.warn("event=old-log-stays database={}", hosted.name(), cause)));
    }
  }
}
