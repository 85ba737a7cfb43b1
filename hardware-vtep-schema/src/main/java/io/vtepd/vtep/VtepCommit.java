package io.vtepd.vtep;

import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Commit;
import java.util.Objects;

/**
 * A commit to hardware_vtep.
 *
 * @param snapshot the database after it
 * @param changes what it changed since the commit before
 */
public record VtepCommit(VtepSnapshot snapshot, ChangeSet changes) {

  public VtepCommit {
    Objects.requireNonNull(snapshot);
    Objects.requireNonNull(changes);
  }

  /** A commit of a database whose tables are known. */
  public static VtepCommit of(Commit commit, VtepTables tables) {
    return new VtepCommit(new VtepSnapshot(commit.snapshot(), tables), commit.changes());
  }

  public VtepTables tables() {
    return snapshot.tables();
  }
}
