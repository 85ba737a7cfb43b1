package io.vtepd.daemon.transact;

import io.vtepd.daemon.database.PreparedCommit;
import io.vtepd.ovsdb.operation.TransactionResult;
import java.util.Objects;
import java.util.OptionalLong;

/** How an execution of a transaction ended. */
public sealed interface Outcome {

  /** Every operation and every check of the commit passed. */
  record Ready(PreparedCommit commit) implements Outcome {
    public Ready {
      Objects.requireNonNull(commit);
    }
  }

  /** An operation failed or the commit was refused: nothing changes. */
  record Refused(TransactionResult result) implements Outcome {
    public Refused {
      Objects.requireNonNull(result);
    }
  }

  /**
   * A {@code wait} is not satisfied: execute the transaction again after a commit that changed
   * something.
   *
   * @param timeoutMs when at the latest it must be executed again, counted from its first
   *     execution; empty for never
   */
  record Waiting(OptionalLong timeoutMs) implements Outcome {
    public Waiting {
      Objects.requireNonNull(timeoutMs);
    }
  }
}
