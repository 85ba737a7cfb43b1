package io.vtepd.ovsdb.operation;

import io.vtepd.ovsdb.value.OvsdbError;
import java.util.List;
import java.util.Optional;

/**
 * What a transaction answered (RFC 7047 section 4.1.3): a result for each operation, and one {@link
 * OperationResult.Failed} more if the commit was refused.
 */
public record TransactionResult(List<OperationResult> results) {

  public TransactionResult {
    results = List.copyOf(results);
  }

  /** The first error; empty if the transaction was committed. */
  public Optional<OvsdbError> error() {
    for (OperationResult result : results) {
      if (result instanceof OperationResult.Failed failed) {
        return Optional.of(failed.error());
      }
    }
    return Optional.empty();
  }
}
