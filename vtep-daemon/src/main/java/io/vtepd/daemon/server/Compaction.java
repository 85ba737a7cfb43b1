package io.vtepd.daemon.server;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a database's log anew, when asked to or when it has become long: over 10 MB and twice what
 * it was after the last time, which is 10 minutes ago at least (ovsdb-server(1), {@code
 * ovsdb-server/compact}). Belongs to the owner thread, which serves nobody meanwhile.
 */
final class Compaction {

  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);
  private static final long LONG_LOG_BYTES = 10 << 20;
  private static final long LEAST_INTERVAL_MS = TimeUnit.MINUTES.toMillis(10);

  private final Hosted hosted;
  private long compactedBytes;
  private long triedAtMs;

  /**
   * @param nowMs monotonic, as all times here
   */
  Compaction(Hosted hosted, long nowMs) {
    this.hosted = hosted;
    this.triedAtMs = nowMs;
  }

  /** Whether it is time to. */
  boolean isDue(long nowMs) {
    long sizeBytes = hosted.log().sizeBytes();
    return sizeBytes > LONG_LOG_BYTES
        && sizeBytes / 2 > compactedBytes
        && nowMs - triedAtMs >= LEAST_INTERVAL_MS;
  }

  /**
   * @throws IOException if it failed; then the log is as it was
   */
  void run(long nowMs, long dateMs) throws IOException {
    triedAtMs = nowMs;
    long before = hosted.log().sizeBytes();
    hosted.log().compact(hosted.database().snapshot(), dateMs);
    compactedBytes = hosted.log().sizeBytes();
    LOG.info(
        "event=compacted database={} bytes_before={} bytes={}",
        hosted.name(),
        before,
        compactedBytes);
  }
}
