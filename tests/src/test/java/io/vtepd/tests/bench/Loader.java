package io.vtepd.tests.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes rows; each has another MAC. */
final class Loader {

  private static final int ROWS_AT_ONCE = 1_000;
  private static final int BATCH_SIZE = 50;

  /** Below are the rows that every database has. */
  static final int FIRST_ROW = 1_000;

  private int nextRow = FIRST_ROW;

  /** Single-row or larger transactions, not yet sent. */
  Batch inserts(int transactionCount, int rowsEach) {
    List<String> requests = new ArrayList<>(transactionCount);
    for (int i = 0; i < transactionCount; i++) {
      requests.add(Requests.insert(i, nextRow, rowsEach));
      nextRow += rowsEach;
    }
    return Batch.of(requests);
  }

  /** Puts so many rows into the database, quickly. */
  void load(Client client, int rowCount) throws IOException {
    int left = rowCount;
    while (left > 0) {
      int transactions = Math.clamp(left / ROWS_AT_ONCE, 1, BATCH_SIZE);
      int rowsEach = Math.min(left, ROWS_AT_ONCE);
      new Pump(2).run(List.of(client), List.of(inserts(transactions, rowsEach)));
      left -= transactions * rowsEach;
    }
  }
}
