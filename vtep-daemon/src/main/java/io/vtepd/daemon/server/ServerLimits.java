package io.vtepd.daemon.server;

import io.vtepd.ovsdb.json.JsonLimits;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * How far clients can make a server grow; {@link Limit} names each and tells what happens then.
 *
 * @param message bytes and nesting of one message; past it the session is cut
 * @param sessions open sessions; one more is closed as soon as it opens
 * @param readAheadBytes input of one session that was read and is not executed; at the limit the
 *     session is not read, and goes on when its requests have been executed
 * @param readAheadBatches the same, counted in pieces of input
 * @param mergeBytes unsent output of one session; past it the session's updates are merged and its
 *     requests wait until it has read
 * @param backlogBytes unsent output of one session that it did not ask for, with {@link
 *     #MERGED_ROW_BYTES} for each row that waits to be told; past it the session is cut
 * @param allInputBytes input of all sessions that is no whole message yet or not executed, of those
 *     with more than {@link #FREE_INPUT_BYTES}; past it the session that has most of it is cut
 * @param allBacklogBytes what {@code backlogBytes} counts, of all sessions with more than {@code
 *     mergeBytes}; past it the session that has most of it is cut
 * @param pendingWaits transactions of all sessions that wait; one more is refused
 * @param waitsPerSession transactions of one session that wait; one more is refused
 * @param monitorsPerSession one more is refused
 * @param locksPerSession locks asked for; one more is refused
 * @param localQueue transactions of this process that wait to be executed; one more is refused
 */
public record ServerLimits(
    JsonLimits message,
    int sessions,
    long readAheadBytes,
    int readAheadBatches,
    long mergeBytes,
    long backlogBytes,
    long allInputBytes,
    long allBacklogBytes,
    int pendingWaits,
    int waitsPerSession,
    int monitorsPerSession,
    int locksPerSession,
    int localQueue) {

  /** What a row counts for whose change waits to be told to a slow reader. */
  public static final int MERGED_ROW_BYTES = 256;

  /** A session with less input than this holds next to nothing. */
  public static final int FREE_INPUT_BYTES = 16 << 10;

  public static final ServerLimits DEFAULT = of(Map.of());

  public ServerLimits {
    boolean positive =
        sessions > 0
            && readAheadBytes > 0
            && readAheadBatches > 0
            && mergeBytes > 0
            && backlogBytes > 0
            && allInputBytes > 0
            && allBacklogBytes > 0
            && pendingWaits > 0
            && waitsPerSession > 0
            && monitorsPerSession > 0
            && locksPerSession > 0
            && localQueue > 0;
    if (!positive) {
      throw new IllegalArgumentException("limits of a server are at least 1");
    }
  }

  /** The defaults, but for those that are given. */
  public static ServerLimits of(Map<Limit, Long> given) {
    ToLongFunction<Limit> value = limit -> given.getOrDefault(limit, limit.byDefault());
    ToLongFunction<Limit> ofHeap =
        limit -> Runtime.getRuntime().maxMemory() / 100 * value.applyAsLong(limit);
    ToIntFunction<Limit> count = limit -> Math.toIntExact(value.applyAsLong(limit));
    return new ServerLimits(
        new JsonLimits(
            value.applyAsLong(Limit.MESSAGE_BYTES), count.applyAsInt(Limit.MESSAGE_DEPTH)),
        count.applyAsInt(Limit.SESSIONS),
        value.applyAsLong(Limit.READ_AHEAD_BYTES),
        count.applyAsInt(Limit.READ_AHEAD_PIECES),
        value.applyAsLong(Limit.MERGE_BYTES),
        value.applyAsLong(Limit.BACKLOG_BYTES),
        ofHeap.applyAsLong(Limit.INPUT_PERCENT),
        ofHeap.applyAsLong(Limit.BACKLOG_PERCENT),
        count.applyAsInt(Limit.WAITS),
        count.applyAsInt(Limit.SESSION_WAITS),
        count.applyAsInt(Limit.MONITORS),
        count.applyAsInt(Limit.LOCKS),
        count.applyAsInt(Limit.LOCAL_QUEUE));
  }
}
