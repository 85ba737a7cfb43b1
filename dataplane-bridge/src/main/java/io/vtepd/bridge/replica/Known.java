package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Uuid;
import java.util.Objects;

/**
 * What a replica knows of a database, to be held against what the next connection tells.
 *
 * @param lastTransaction where in the server's history that is; zero if the server keeps none
 */
record Known(Projection projection, Snapshot contents, Uuid lastTransaction) {

  Known {
    Objects.requireNonNull(projection);
    Objects.requireNonNull(contents);
    Objects.requireNonNull(lastTransaction);
  }

  /** The same database later. */
  Known with(Snapshot later, Uuid transaction) {
    return new Known(projection, later, transaction);
  }
}
