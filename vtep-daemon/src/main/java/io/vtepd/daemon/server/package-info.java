/**
 * The OVSDB server: sessions, the methods of RFC 7047, and the one owner of the databases.
 *
 * <p>The path of a request, and who does it:
 *
 * <ol>
 *   <li>the channel's I/O thread reads, cuts JSON-RPC messages out of the stream and sorts them
 *       ({@code SessionChannel}); one batch a read goes into the {@code Mailbox} [hand-off];
 *   <li>the owner thread takes all batches there are ({@code Owner}) and executes requests of the
 *       sessions in rotation: {@code Methods} finds the method; a transaction goes through the
 *       engine, then the log, then becomes the current contents, then the monitors, then is
 *       answered ({@code CommitPath}); waits are executed again after each commit;
 *   <li>at the end of the turn logs are forced to disk if a durable commit asks for it, readers of
 *       this process are told, and each session's output goes to its I/O thread at once [hand-off];
 *   <li>the I/O thread encodes and writes as much as the channel takes ({@code OutputQueue}).
 * </ol>
 *
 * <p>Both hand-offs cost more than a short request itself. So while the owner thread has nothing to
 * do, the I/O thread that brings short requests (inserts, and what looks at a row that it names,
 * see {@code ShortRequests}) borrows the ownership ({@code Turns}, {@code Mailbox}) and does steps
 * 2 and 3 itself; step 4 is then its next task. What comes from other I/O threads meanwhile it
 * executes as well, if that is short, for a few turns. It leaves to the owner thread all whose
 * length depends on more than the request: other operations and methods, waits that a commit may
 * end, {@code durable} commits, many monitors, compaction.
 *
 * <p>Initial contents of monitors take a way round: the owner thread gives the snapshot to an
 * encoding thread and goes on; the session's further requests wait, its updates merge, and all who
 * ask for the same get the same bytes ({@code ContentsDesk}), which lie in memory once and are sent
 * while the encoding goes on ({@code SharedContents}).
 *
 * <p>So does compaction: the disk thread writes the log anew from a snapshot, and the owner only
 * joins the two files and parts them again ({@code Compaction}).
 *
 * <p>{@code convert} gives a database another schema ({@code Conversion}): the disk thread converts
 * a snapshot and writes a new log while commits go on in the old one, then carries them over; the
 * owner does the last few, lets the new log take the name, and puts a successor in the place of the
 * {@code Hosted} one with all its readers; then everybody is told ({@code ConversionMethod}). What
 * a session may do, by its remote's row, is its {@code SessionRights}.
 *
 * <p>Invariants: one thread at a time owns databases, sessions, locks and waits, and taking over
 * happens in {@code Mailbox} alone; nothing is published that the log has not taken; nothing leaves
 * before the sync that a durable commit of the same turn asks for; a session's requests are
 * executed in order, and a transaction's updates reach its own session before its answer; all that
 * a client can make grow has a bound in {@code ServerLimits}. No state is shared but the mailbox,
 * two counts of unsent bytes a session, and the counters.
 */
package io.vtepd.daemon.server;
