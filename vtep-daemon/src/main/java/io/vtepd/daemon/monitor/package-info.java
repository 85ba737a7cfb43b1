/**
 * Monitors: from what a commit changed to the bytes of an update (RFC 7047 section 4.1.6).
 *
 * <p>Flow: {@link io.vtepd.daemon.monitor.Monitors} has the monitors of one database, in groups of
 * equal shape. A commit's change set goes through the group's {@link
 * io.vtepd.daemon.monitor.ShapeEncoder} once, and the bytes to each {@link
 * io.vtepd.daemon.monitor.UpdateReceiver} that is ready. For one that is not, the monitor merges
 * the changes ({@link io.vtepd.ovsdb.table.MergedChanges}) until it is asked for them, so a slow
 * reader costs at most what the database holds. Initial contents are encoded from a snapshot, piece
 * by piece, into a {@link io.vtepd.daemon.monitor.ChunkSink}.
 *
 * <p>Invariants: what a monitor has delivered, plus what it has merged, always amounts to the
 * current contents as its shape shows them. An encoder is immutable and may work on any thread; all
 * else belongs to the thread that owns the database. No Netty, no clock, no I/O.
 */
package io.vtepd.daemon.monitor;
