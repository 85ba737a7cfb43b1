package io.vtepd.daemon.transact;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.database.PreparedCommit;
import io.vtepd.daemon.database.RowName;
import io.vtepd.daemon.database.SchemaConversion;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A conversion of contents that change meanwhile: those of one moment are converted as a whole,
 * then each change is carried over, at the cost of that change. The result is always what {@link
 * SchemaConversion} makes of the contents so far.
 *
 * <p>For one thread at a time.
 */
public final class LiveConversion {

  private final SchemaConversion conversion;
  private final Transactor transactor;
  private Optional<Database> database = Optional.empty();
  private boolean canFollow;

  /**
   * @param versions for the rows' {@code _version}; nobody else's
   */
  public LiveConversion(DatabaseSchema from, DatabaseSchema to, RandomGenerator versions) {
    this.conversion = new SchemaConversion(from, to, versions);
    this.transactor = new Transactor(versions);
  }

  /**
   * Converts contents as a whole.
   *
   * @throws OvsdbException naming table, row and column, if they cannot be converted
   */
  public void begin(Snapshot before) throws OvsdbException {
    Snapshot rows = conversion.rows(before);
    Database converted = Database.load(rows);
    database = Optional.of(converted);
    canFollow = converted.snapshot() == rows;
  }

  /** What has become of the contents so far. */
  public Database database() {
    return database.orElseThrow();
  }

  /**
   * Whether {@link #follow} may be called: all rows and references were kept. One that went may
   * have to stay for the sake of a later change; then {@link #begin} anew.
   */
  public boolean canFollow() {
    return canFollow;
  }

  /**
   * Carries over what was changed next.
   *
   * @return what that has changed here
   * @throws OvsdbException if the contents cannot be converted any more
   */
  public ChangeSet follow(ChangeSet changes) throws OvsdbException {
    if (!canFollow) {
      throw new IllegalStateException("something went that may have to stay");
    }
    ChangeSet wanted = conversion.changes(changes, database().snapshot());
    PreparedCommit commit = transactor.replay(database(), wanted);
    database().publish(commit);
    canFollow = isWhole(wanted, commit);
    return commit.changes();
  }

  /** Whether the commit has left what was wanted as it is, and all other rows. */
  private static boolean isWhole(ChangeSet wanted, PreparedCommit commit) {
    Set<RowName> names = new HashSet<>();
    for (RowChange change : wanted.changes()) {
      names.add(new RowName(change.table(), change.uuid()));
      Optional<Row> now = commit.after().row(change.table(), change.uuid());
      boolean kept =
          now.isPresent() == change.after().isPresent()
              && (now.isEmpty() || now.get().sameColumns(change.after().get()));
      if (!kept) {
        return false;
      }
    }
    for (RowChange change : commit.changes().changes()) {
      if (!names.contains(new RowName(change.table(), change.uuid()))) {
        return false;
      }
    }
    return true;
  }
}
