package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.tls.stream.BackoffSettings;
import io.vtepd.tls.stream.Target;
import java.util.List;
import java.util.Objects;

/**
 * What to copy from where, and how much is allowed.
 *
 * @param targets the server, or the members of a cluster, of which the leader is used
 * @param probeIntervalMs silence after which the server is asked for a sign of life, and after
 *     which it is given up; 0 for never
 * @param transactionLimit most transactions without an answer; more are refused
 * @param jsonLimits most that one message of the server may be
 */
public record ReplicaOptions(
    List<Target.Active> targets,
    Selection selection,
    BackoffSettings backoff,
    long probeIntervalMs,
    int transactionLimit,
    JsonLimits jsonLimits) {

  private static final long PROBE_INTERVAL_MS = 5_000;
  private static final int TRANSACTION_LIMIT = 1_000;
  private static final long MAX_BACKOFF_MS = 2_000;

  public ReplicaOptions {
    targets = List.copyOf(targets);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("a replica needs a server");
    }
    Objects.requireNonNull(selection);
    Objects.requireNonNull(backoff);
    Objects.requireNonNull(jsonLimits);
    if (transactionLimit < 1) {
      throw new IllegalArgumentException("transaction limit " + transactionLimit);
    }
  }

  /** A copy over a local or well-known connection with the usual limits. */
  public static ReplicaOptions of(Target.Active target, Selection selection) {
    return of(List.of(target), selection);
  }

  /** A copy of what the leader of those servers has, with the usual limits. */
  public static ReplicaOptions of(List<Target.Active> targets, Selection selection) {
    return new ReplicaOptions(
        targets,
        selection,
        new BackoffSettings(100, MAX_BACKOFF_MS, PROBE_INTERVAL_MS),
        PROBE_INTERVAL_MS,
        TRANSACTION_LIMIT,
        JsonLimits.DEFAULT);
  }
}
