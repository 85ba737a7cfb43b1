package io.vtepd.daemon.server;

/** What a server counts, each with a name for metrics. */
public enum ServerCounter {
  /** Sessions that were opened. */
  SESSIONS_OPENED("sessions_opened"),

  /** Sessions that have ended. */
  SESSIONS_CLOSED("sessions_closed"),

  /** Sessions closed at once: too many were open. */
  SESSIONS_REFUSED("sessions_refused"),

  /** Sessions cut because they did not read. */
  SESSIONS_CUT_SLOW("sessions_cut_slow"),

  /** Sessions cut because they did not answer. */
  SESSIONS_CUT_PROBE("sessions_cut_probe"),

  /** Sessions cut for what they sent. */
  SESSIONS_CUT_INPUT("sessions_cut_input"),

  /** Requests executed, of any method. */
  REQUESTS("requests"),

  /** Notifications without effect. */
  NOTIFICATIONS_IGNORED("notifications_ignored"),

  /** Transactions that changed a database. */
  COMMITS("commits"),

  /** Transactions answered with an error. */
  TRANSACTIONS_REFUSED("transactions_refused"),

  /** Times that a log was forced to disk. */
  SYNCS("syncs"),

  /** Commits or syncs that a log could not take. */
  STORAGE_FAILURES("storage_failures"),

  /** Transactions that had to wait. */
  WAITS("waits"),

  /** Update notifications sent. */
  UPDATES("updates"),

  /** Times that a session was too slow for an update. */
  UPDATES_MERGED("updates_merged"),

  /** Initial contents encoded for monitors. */
  CONTENTS_ENCODED("contents_encoded"),

  /** Monitors that used another one's initial contents. */
  CONTENTS_SHARED("contents_shared"),

  /** Requests refused because of a limit. */
  LIMIT_HITS("limit_hits");

  private final String id;

  ServerCounter(String id) {
    this.id = id;
  }

  /** For metrics. */
  public String id() {
    return id;
  }
}
