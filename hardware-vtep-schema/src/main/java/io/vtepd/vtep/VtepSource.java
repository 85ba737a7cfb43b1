package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import java.util.Objects;

/** Commits to hardware_vtep, typed: a thin wrapper of whatever publishes them. */
public record VtepSource(CommitSource commits) {

  public VtepSource {
    Objects.requireNonNull(commits);
  }

  /** What a subscriber is told; the rules are those of {@link CommitSource.Listener}. */
  public interface Listener {

    /** The first call, and the first one after {@link #onLost}, brings everything. */
    void onCommit(VtepCommit commit);

    /** Nothing is known to be true until the next commit, least of all that it will come. */
    void onLost(String reason);
  }

  /**
   * Subscribes. A database whose schema lacks what we read is reported by {@link Listener#onLost},
   * with the column that is missing.
   */
  public CommitSource.Subscription subscribe(Listener listener) {
    return commits.subscribe(new Typing(listener));
  }

  /** Finds the tables once a schema, not once a commit. */
  private static final class Typing implements CommitSource.Listener {
    private final Listener listener;
    private DatabaseSchema schema;
    private VtepTables tables;
    private boolean lost = true;

    Typing(Listener listener) {
      this.listener = Objects.requireNonNull(listener);
    }

    @Override
    public void onCommit(Commit commit) {
      if (commit.snapshot().schema() != schema) {
        try {
          tables = VtepTables.of(commit.snapshot().schema());
        } catch (IllegalArgumentException e) {
          onLost("not a hardware_vtep 1.7 database: " + e.getMessage());
          return;
        }
        if (!lost) {
          listener.onLost("converted from " + schema + " to " + commit.snapshot().schema());
        }
        schema = commit.snapshot().schema();
      }
      lost = false;
      listener.onCommit(VtepCommit.of(commit, tables));
    }

    @Override
    public void onLost(String reason) {
      lost = true;
      listener.onLost(reason);
    }
  }
}
