package io.vtepd.daemon.server;

import io.vtepd.daemon.server.PendingTransaction.Asker;
import io.vtepd.daemon.transact.Transaction;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.OperationResult;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.OvsdbError;
import java.util.List;
import java.util.Optional;

/** Requests of this process: typed, without JSON. Belongs to the owner. */
final class LocalRequests {

  private static final String CONVERTED = "the database has another schema now";

  private final Hosting hosting;
  private final CommitPath commits;
  private final ServerClock clock;

  LocalRequests(Hosting hosting, CommitPath commits, ServerClock clock) {
    this.hosting = hosting;
    this.commits = commits;
    this.clock = clock;
  }

  void transact(OwnerMessage.LocalTransact request) {
    Optional<Hosted> hosted = hosting.find(request.database());
    if (hosted.isEmpty()) {
      request
          .result()
          .complete(failed(OvsdbError.of("unknown database", notServed(request.database()))));
      return;
    }
    if (!isOf(hosted.get().database().schema(), request.operations())) {
      request.result().complete(failed(OvsdbError.of("canceled", CONVERTED)));
      return;
    }
    commits.begin(
        new PendingTransaction(
            hosted.get(),
            Transaction.of(request.operations()),
            new Asker.Local(request.result()),
            clock.monotonicMs()));
  }

  /** Whether those tables are of that schema, and not of the one before a conversion. */
  private static boolean isOf(DatabaseSchema schema, List<Operation> operations) {
    for (Operation operation : operations) {
      Optional<TableSchema> table = tableOf(operation);
      if (table.isPresent()
          && schema.table(table.get().name()).filter(own -> own == table.get()).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static Optional<TableSchema> tableOf(Operation operation) {
    return switch (operation) {
      case Operation.Insert insert -> Optional.of(insert.table());
      case Operation.Select select -> Optional.of(select.table());
      case Operation.Update update -> Optional.of(update.table());
      case Operation.Mutate mutate -> Optional.of(mutate.table());
      case Operation.Delete delete -> Optional.of(delete.table());
      case Operation.Wait wait -> Optional.of(wait.table());
      case Operation.Commit ignored -> Optional.empty();
      case Operation.Abort ignored -> Optional.empty();
      case Operation.Comment ignored -> Optional.empty();
      case Operation.Assert ignored -> Optional.empty();
    };
  }

  /** The server stops before it has come to the request. */
  void refuse(OwnerMessage.LocalTransact request) {
    request.result().complete(failed(OvsdbError.of("canceled", "the server stops")));
  }

  static TransactionResult failed(OvsdbError error) {
    return new TransactionResult(List.of(new OperationResult.Failed(error)));
  }

  void subscribe(OwnerMessage.Subscribe request) {
    Optional<Hosted> hosted = hosting.find(request.database());
    if (hosted.isPresent()) {
      hosted.get().subscribe(request.subscription());
      commits.touch(hosted.get());
    } else {
      request.subscription().tellLost(notServed(request.database()));
    }
  }

  private static String notServed(String database) {
    return "database " + database + " is not served";
  }
}
