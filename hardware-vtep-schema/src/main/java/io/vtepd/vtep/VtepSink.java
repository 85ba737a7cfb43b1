package io.vtepd.vtep;

import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.operation.TransactionResult;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Takes transactions on hardware_vtep, typed: a thin wrapper of whatever executes them. */
public record VtepSink(CommitSink commits) {

  public VtepSink {
    Objects.requireNonNull(commits);
  }

  /** Executes the operations as one transaction; outcomes as {@link CommitSink#transact} says. */
  public CompletionStage<TransactionResult> transact(VtepTransaction transaction) {
    return commits.transact(transaction.operations());
  }
}
