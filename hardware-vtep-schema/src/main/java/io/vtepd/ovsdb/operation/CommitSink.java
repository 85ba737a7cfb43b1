package io.vtepd.ovsdb.operation;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Takes transactions: the server in this process, or somebody else's. */
public interface CommitSink {

  /**
   * Executes the operations as one transaction (RFC 7047 section 4.1.3).
   *
   * @return the outcome; completes exceptionally with {@link java.io.IOException} only if it is not
   *     known whether it was committed (connection lost)
   */
  CompletionStage<TransactionResult> transact(List<Operation> operations);
}
