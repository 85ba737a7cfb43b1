package io.vtepd.daemon.app;

import io.vtepd.daemon.cli.RunSettings.PhysicalSwitchSettings;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.tls.logging.LogValue;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@link FirstRows} into a database that comes when it comes, and that others write, too:
 * what was refused or lost is planned anew from what is there then. Once they are there it is done;
 * whoever deletes them later means it.
 */
final class FirstRowsWriter implements CommitSource.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(FirstRowsWriter.class);
  private static final long RETRY_MS = 1_000;

  private final Optional<PhysicalSwitchSettings> physicalSwitch;
  private final CommitSink sink;
  private final ScheduledExecutorService executor;

  /** Used by the executor's thread alone, as what follows. */
  private Optional<Snapshot> contents = Optional.empty();

  private boolean busy;
  private boolean done;

  /**
   * @param executor of one thread
   */
  FirstRowsWriter(
      Optional<PhysicalSwitchSettings> physicalSwitch,
      CommitSink sink,
      ScheduledExecutorService executor) {
    this.physicalSwitch = physicalSwitch;
    this.sink = sink;
    this.executor = executor;
  }

  @Override
  public void onCommit(Commit commit) {
    executor.execute(() -> {
      contents = Optional.of(commit.snapshot());
      write();
    });
  }

  @Override
  public void onLost(String reason) {
    executor.execute(() -> contents = Optional.empty());
  }

  private void write() {
    if (busy || done || contents.isEmpty()) {
      return;
    }
    List<Operation> operations = FirstRows.plan(contents.get(), physicalSwitch);
    if (operations.isEmpty()) {
      done = true;
      return;
    }
    busy = true;
    sink.transact(operations)
        .whenCompleteAsync(
            (result, failure) ->
                onAnswer(Optional.ofNullable(result), Optional.ofNullable(failure)),
            executor);
  }

  private void onAnswer(Optional<TransactionResult> result, Optional<Throwable> failure) {
    Optional<OvsdbError> error = result.flatMap(TransactionResult::error);
    if (failure.isEmpty() && error.isEmpty()) {
      busy = false;
      done = true;
      return;
    }
    LOG.warn(
        "event=first-rows-refused cause={} action=\"trying again\"",
        LogValue.of(
            failure.map(Throwable::toString).orElseGet(() -> error.orElseThrow().toString())));
    executor.schedule(
        () -> {
          busy = false;
          write();
        },
        RETRY_MS,
        TimeUnit.MILLISECONDS);
  }
}
