package io.vtepd.daemon.server;

import io.vtepd.daemon.server.PendingTransaction.Asker;
import io.vtepd.daemon.transact.Transaction;
import io.vtepd.ovsdb.operation.OperationResult;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.value.OvsdbError;
import java.util.List;
import java.util.Optional;

/** Requests of this process: typed, without JSON. Belongs to the owner thread. */
final class LocalRequests {

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
    commits.begin(
        new PendingTransaction(
            hosted.get(),
            Transaction.of(request.operations()),
            new Asker.Local(request.result()),
            clock.monotonicMs()));
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
