package io.vtepd.daemon.server;

import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts compactions: those that are asked for, and those that are due. For the owner thread. */
final class Compactions {

  private static final Logger LOG = LoggerFactory.getLogger(Compactions.class);

  private final Hosting hosting;
  private final ServerClock clock;
  private final Consumer<DiskJob> disk;
  private boolean trimsMemory;

  /**
   * @param disk runs jobs elsewhere; their ends come back as messages
   */
  Compactions(Hosting hosting, ServerClock clock, Consumer<DiskJob> disk) {
    this.hosting = hosting;
    this.clock = clock;
    this.disk = disk;
  }

  /**
   * Whether the process gives memory back to the system after each compaction. That stops it while
   * all memory is looked at, so it does not unless told to.
   */
  void setTrimsMemory(boolean trims) {
    trimsMemory = trims;
  }

  private void onCompacted() {
    if (trimsMemory) {
      disk.accept(
          new DiskJob(
              System::gc,
              () -> LOG.info("event=memory-trimmed"),
              cause -> LOG.warn("event=memory-not-trimmed", cause)));
    }
  }

  void ask(OwnerMessage.Compact request) {
    Optional<Hosted> found = hosting.find(request.database());
    if (found.isEmpty()) {
      request
          .done()
          .completeExceptionally(
              new IllegalArgumentException("database " + request.database() + " is not served"));
      return;
    }
    Compaction compaction = found.get().compaction();
    compaction.addAsker(request.done());
    compaction.start(clock, disk, this::onCompacted);
  }

  /** Whether it is time for one that nobody asked for. */
  boolean isDue() {
    long nowMs = clock.monotonicMs();
    for (Hosted hosted : hosting.all()) {
      if (hosted.compaction().isDue(nowMs)) {
        return true;
      }
    }
    return false;
  }

  /** After a turn of the owner thread. */
  void startDue() {
    long nowMs = clock.monotonicMs();
    for (Hosted hosted : hosting.all()) {
      if (hosted.compaction().isDue(nowMs)) {
        hosted.compaction().start(clock, disk, this::onCompacted);
      }
    }
  }

  /** The server stops. */
  void abandonAll() {
    hosting.all().forEach(hosted -> hosted.compaction().abandon());
  }
}
