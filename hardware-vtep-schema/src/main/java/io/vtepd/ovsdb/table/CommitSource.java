package io.vtepd.ovsdb.table;

/** Where commits come from: the server in this process, or a replica of somebody else's. */
public interface CommitSource {

  /**
   * Tells the listener everything that is there, then every further commit, in order, from one
   * thread at a time. The listener must return at once; it hands long work to a thread of its own.
   *
   * @return closing it ends the subscription; no call begins after that has returned
   */
  Subscription subscribe(Listener listener);

  /** What a subscriber is told. */
  interface Listener {

    /**
     * The first call brings the whole contents as insertions. The first one after {@link #onLost}
     * brings what changed meanwhile, or the whole contents as insertions if the source cannot tell.
     * So does one whose snapshot has another schema than the one before: then the database was
     * converted.
     */
    void onCommit(Commit commit);

    /** The source cannot be reached; what was told last may be old until the next commit. */
    void onLost(String reason);
  }

  /** A subscription that can be ended. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
