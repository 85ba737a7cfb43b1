package io.vtepd.daemon.transact;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.database.PreparedCommit;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.OperationResult;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Executes transactions (RFC 7047 section 4.1.3): all operations in order on a working copy, then
 * the phases of the commit.
 */
public final class Transactor {

  private final RandomGenerator random;
  private final List<CommitPhase> phases;

  /**
   * One that does what ovsdb-server does.
   *
   * @param random where UUIDs of rows and of their versions come from
   */
  public Transactor(RandomGenerator random) {
    this(random, List.of());
  }

  private Transactor(RandomGenerator random, List<CommitPhase> first) {
    this.random = Objects.requireNonNull(random);
    List<CommitPhase> all = new ArrayList<>(first);
    all.addAll(
        List.of(
            new DropUnchangedRows(),
            new CountStrongReferences(),
            new KeepReferencedRows(),
            new CollectGarbage(),
            new CheckMaxRows(),
            new CleanWeakReferences(),
            new CheckUniqueIndexes(),
            new AssignVersions(random)));
    this.phases = List.copyOf(all);
  }

  /** One for a process that writes the local MACs of its hardware_vtep itself. */
  public static Transactor ofAppliance(RandomGenerator random) {
    return new Transactor(random, List.of(new DropLocalRows()));
  }

  /**
   * Executes a transaction without changing the database.
   *
   * @param elapsedMs milliseconds since the transaction was executed first; 0 for the first time
   */
  public Outcome execute(Database database, Transaction transaction, long elapsedMs) {
    WorkingCopy copy = new WorkingCopy(database);
    RowNames names = new RowNames(copy, random);
    OperationExecutor executor = new OperationExecutor(copy, random, transaction.locks());
    List<OperationResult> results = new ArrayList<>(transaction.size() + 1);
    for (int i = 0; i < transaction.size(); i++) {
      try {
        Operation operation = transaction.operation(i, names);
        if (operation instanceof Operation.Wait wait && !executor.isSatisfied(wait)) {
          checkTimeout(wait, elapsedMs);
          return new Outcome.Waiting(wait.timeoutMs());
        }
        if (transaction.role().isPresent()) {
          transaction.role().get().checkBefore(operation, copy);
        }
        results.add(executor.execute(operation));
        if (transaction.role().isPresent()) {
          transaction.role().get().checkAfter(operation, copy);
        }
        checkAccess(operation, transaction.access(), database);
      } catch (OvsdbException e) {
        return refused(results.subList(0, i), e.error(), transaction.size());
      }
    }
    return commit(copy, executor, results);
  }

  private static void checkTimeout(Operation.Wait wait, long elapsedMs) throws OvsdbException {
    OptionalLong timeoutMs = wait.timeoutMs();
    if (timeoutMs.isPresent() && elapsedMs >= timeoutMs.getAsLong()) {
      String details =
          elapsedMs > 0
              ? "\"wait\" timed out after " + elapsedMs + " ms"
              : "\"where\" clause test failed";
      throw OvsdbError.of("timed out", details).asException();
    }
  }

  /** Asked after the operation's own errors, as ovsdb-server does. */
  private static void checkAccess(Operation operation, Access access, Database database)
      throws OvsdbException {
    Optional<String> writer = writer(operation);
    if (writer.isEmpty()) {
      return;
    }
    if (access == Access.READ_ONLY) {
      boolean reserved = database.schema().name().startsWith("_");
      String why =
          reserved
              ? " operation not allowed on " + database.schema()
              : " operation not allowed when database server is in read only mode";
      throw OvsdbError.of("not allowed", writer.get() + why).asException();
    }
  }

  private static Optional<String> writer(Operation operation) {
    return switch (operation) {
      case Operation.Insert ignored -> Optional.of("insert");
      case Operation.Update ignored -> Optional.of("update");
      case Operation.Mutate ignored -> Optional.of("mutate");
      case Operation.Delete ignored -> Optional.of("delete");
      case Operation.Commit ignored -> Optional.of("commit");
      case Operation.Select ignored -> Optional.empty();
      case Operation.Wait ignored -> Optional.empty();
      case Operation.Abort ignored -> Optional.empty();
      case Operation.Comment ignored -> Optional.empty();
      case Operation.Assert ignored -> Optional.empty();
    };
  }

  private static Outcome refused(List<OperationResult> done, OvsdbError error, int size) {
    List<OperationResult> results = new ArrayList<>(done);
    results.add(new OperationResult.Failed(error));
    while (results.size() < size) {
      results.add(new OperationResult.NotExecuted());
    }
    return new Outcome.Refused(new TransactionResult(results));
  }

  private Outcome commit(
      WorkingCopy copy, OperationExecutor executor, List<OperationResult> results) {
    ChangeSet changes;
    try {
      changes = runPhases(copy);
    } catch (OvsdbException e) {
      results.add(new OperationResult.Failed(e.error()));
      return new Outcome.Refused(new TransactionResult(results));
    }
    return new Outcome.Ready(
        new PreparedCommit(
            new TransactionResult(results),
            changes,
            copy.database().snapshot().apply(changes),
            executor.durable(),
            executor.comments()));
  }

  /**
   * Checks and completes changes that were made elsewhere, as those of a transaction.
   *
   * @param changes of the database's current rows
   */
  PreparedCommit replay(Database database, ChangeSet changes) throws OvsdbException {
    WorkingCopy copy = new WorkingCopy(database);
    for (RowChange change : changes.changes()) {
      WorkingTable table = copy.table(change.table());
      if (change.isInsert()) {
        table.insert(change.after().orElseThrow());
      } else if (change.isDelete()) {
        table.delete(change.before().orElseThrow());
      } else {
        table.modify(change.before().orElseThrow(), change.after().orElseThrow());
      }
    }
    ChangeSet all = runPhases(copy);
    return new PreparedCommit(
        new TransactionResult(List.of()), all, database.snapshot().apply(all), true, List.of());
  }

  private ChangeSet runPhases(WorkingCopy copy) throws OvsdbException {
    for (CommitPhase phase : phases) {
      phase.run(copy);
    }
    return copy.changes();
  }
}
