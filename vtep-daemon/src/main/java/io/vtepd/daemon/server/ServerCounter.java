package io.vtepd.daemon.server;

/** What a server counts, each with a name for metrics and a sentence for people. */
public enum ServerCounter {
  SESSIONS_OPENED("sessions_opened", "sessions opened", "Sessions that were opened."),
  SESSIONS_CLOSED("sessions_closed", "sessions closed", "Sessions that have ended."),
  SESSIONS_REFUSED(
      "sessions_refused", "sessions refused", "Sessions closed at once: too many were open."),
  SESSIONS_CUT_SLOW(
      "sessions_cut_slow", "slow sessions cut", "Sessions cut because they did not read."),
  SESSIONS_CUT_PROBE(
      "sessions_cut_probe", "silent sessions cut", "Sessions cut because they did not answer."),
  SESSIONS_CUT_INPUT(
      "sessions_cut_input", "sessions cut for input", "Sessions cut for what they sent."),
  REQUESTS("requests", "requests", "Requests executed, of any method."),
  NOTIFICATIONS_IGNORED(
      "notifications_ignored", "notifications ignored", "Notifications without effect."),
  COMMITS("commits", "commits", "Transactions that changed a database."),
  TRANSACTIONS_REFUSED(
      "transactions_refused", "transactions refused", "Transactions answered with an error."),
  SYNCS("syncs", "syncs", "Times that a log was forced to disk."),
  STORAGE_FAILURES(
      "storage_failures", "storage failures", "Commits or syncs that a log could not take."),
  WAITS("waits", "waits", "Transactions that had to wait."),
  UPDATES("updates", "updates", "Update notifications sent."),
  UPDATES_MERGED(
      "updates_merged", "updates merged", "Times that a session was too slow for an update."),
  CONTENTS_ENCODED(
      "contents_encoded", "contents encoded", "Initial contents encoded for monitors."),
  CONTENTS_SHARED(
      "contents_shared", "contents shared", "Monitors that used another one's initial contents."),
  LIMIT_HITS("limit_hits", "limit hits", "Requests refused because of a limit.");

  private final String id;
  private final String label;
  private final String sentence;

  ServerCounter(String id, String label, String sentence) {
    this.id = id;
    this.label = label;
    this.sentence = sentence;
  }

  /** For metrics. */
  public String id() {
    return id;
  }

  /** A few words. */
  public String label() {
    return label;
  }

  /** What is counted. */
  public String sentence() {
    return sentence;
  }
}
