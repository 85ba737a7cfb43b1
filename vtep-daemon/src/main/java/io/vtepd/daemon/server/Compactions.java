package io.vtepd.daemon.server;

import java.util.Optional;
import java.util.function.Consumer;

/** Starts compactions: those that are asked for, and those that are due. For the owner thread. */
final class Compactions {

  private final Hosting hosting;
  private final ServerClock clock;
  private final Consumer<DiskJob> disk;

  /**
   * @param disk runs jobs elsewhere; their ends come back as messages
   */
  Compactions(Hosting hosting, ServerClock clock, Consumer<DiskJob> disk) {
    this.hosting = hosting;
    this.clock = clock;
    this.disk = disk;
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
    compaction.start(clock, disk);
  }

  /** At the end of a turn. */
  void startDue() {
    long nowMs = clock.monotonicMs();
    for (Hosted hosted : hosting.all()) {
      if (hosted.compaction().isDue(nowMs)) {
        hosted.compaction().start(clock, disk);
      }
    }
  }

  /** The server stops. */
  void abandonAll() {
    hosting.all().forEach(hosted -> hosted.compaction().abandon());
  }
}
