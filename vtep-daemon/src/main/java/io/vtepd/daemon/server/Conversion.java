package io.vtepd.daemon.server;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.storage.LogRewrite;
import io.vtepd.daemon.transact.LiveConversion;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.MergedChanges;
import io.vtepd.ovsdb.value.OvsdbException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a database another schema while everybody is served in the one that it has. The disk thread
 * converts a snapshot and writes it to a new log, then what was committed meanwhile, again and
 * again, until little is left: that the owner does in one step, with the change of schemas.
 *
 * <pre>
 *   start ---> Converting ---> Writing ---> Following ---> ended
 *                                            ^     | much was committed meanwhile
 *                                            +-----+
 *   any --- the contents do not fit, the disk fails, the database goes ---> ended
 * </pre>
 *
 * <p>Belongs to the owner.
 */
final class Conversion {

  private static final Logger LOG = LoggerFactory.getLogger(Conversion.class);

  /** So few changed rows hold up nobody. */
  private static final int FEW_ROWS = 256;

  /** When commits come faster than they are carried over the owner does the rest. */
  private static final int MOST_ROUNDS = 20;

  private final Hosted hosted;
  private final ServerClock clock;
  private final Consumer<DiskJob> disk;
  private final Ending ending;
  private final LiveConversion contents;
  private final MergedChanges since = new MergedChanges();
  private Optional<LogRewrite> log = Optional.empty();
  private int rounds;

  /** What follows, on the owner thread. */
  interface Ending {

    /**
     * Asked before each step.
     *
     * @throws OvsdbException why the conversion may not go on
     */
    void check() throws OvsdbException;

    /** The log holds these contents. */
    void onConverted(Database converted);

    /**
     * Nothing has changed.
     *
     * @param cause {@link OvsdbException}, {@link IOException}, or a bug
     */
    void onFailed(Throwable cause);
  }

  /**
   * @param disk runs jobs elsewhere; their ends come back as messages
   * @param uuids used in this call alone
   */
  Conversion(
      Hosted hosted,
      DatabaseSchema schema,
      ServerClock clock,
      RandomGenerator uuids,
      Consumer<DiskJob> disk,
      Ending ending) {
    this.hosted = hosted;
    this.clock = clock;
    this.disk = disk;
    this.ending = ending;
    this.contents =
        new LiveConversion(
            hosted.database().schema(), schema, new SplittableRandom(uuids.nextLong()));
  }

  void start() {
    var snapshot = hosted.database().snapshot();
    run(() -> contents.begin(snapshot), this::write);
  }

  /** Something was committed in the schema that is still in use. */
  void onCommit(ChangeSet changes) {
    since.add(changes);
  }

  private void run(DiskJob.Work work, Step next) {
    disk.accept(
        new DiskJob(
            work,
            () -> {
              try {
                ending.check();
                next.run();
              } catch (IOException | OvsdbException | RuntimeException e) {
                fail(e);
              }
            },
            this::fail));
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException, OvsdbException;
  }

  private void write() throws IOException {
    LogRewrite begun = hosted.log().replacement(contents.database().snapshot(), clock.dateMs());
    log = Optional.of(begun);
    run(begun::write, this::follow);
  }

  private void follow() throws IOException, OvsdbException {
    if (!contents.canFollow() || since.rowCount() <= FEW_ROWS || rounds++ == MOST_ROUNDS) {
      finish();
      return;
    }
    LogRewrite followed = log.orElseThrow();
    ChangeSet changes = since.take();
    long dateMs = clock.dateMs();
    run(
        () -> {
          followed.append(contents.follow(changes), dateMs);
          followed.sync();
        },
        this::follow);
  }

  private void finish() throws IOException, OvsdbException {
    if (since.isEmpty() || contents.canFollow()) {
      if (!since.isEmpty()) {
        log.orElseThrow().append(contents.follow(since.take()), clock.dateMs());
      }
      log.orElseThrow().publish();
      endLog();
    } else {
      // Rows went that may have to stay for the sake of what was committed meanwhile.
      contents.begin(hosted.database().snapshot());
      endLog();
      hosted.log().compact(contents.database().snapshot(), clock.dateMs());
    }
    ending.onConverted(contents.database());
  }

  private void endLog() {
    if (log.isEmpty()) {
      return;
    }
    LogRewrite ended = log.get();
    log = Optional.empty();
    ended.end();
    disk.accept(
        new DiskJob(
            ended::release,
            () -> {},
            cause -> LOG.warn("event=old-log-stays database={}", hosted.name(), cause)));
  }

  private void fail(Throwable cause) {
    endLog();
    ending.onFailed(Objects.requireNonNull(cause));
  }
}
