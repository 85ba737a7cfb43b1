/**
 * The database file of ovsdb(5): an append-only log of commits that {@code ovsdb-tool} and {@code
 * ovsdb-server} read and write, too.
 *
 * <p>File I/O only: no network, no clock. The server sees {@link
 * io.vtepd.daemon.storage.DatabaseLog} and {@link io.vtepd.daemon.storage.LogRewrite} alone and
 * cannot tell a file from memory.
 *
 * <ul>
 *   <li>Opening: {@code DatabaseFile} takes the lock; {@code Replay} goes from record to record;
 *       {@code RecordReader} checks a record's checksum before {@code CommitReader} applies its
 *       rows one by one. No record is in memory as a whole, however large it is.
 *   <li>Committing: {@code FileLog} has {@code CommitWriter} and {@code RecordWriter} make the
 *       record in a buffer that stays, and appends it with one write.
 *   <li>Compaction: {@code FileRewrite} writes a second file beside the first while commits go on.
 *       Its owner's steps and those for another thread are listed at {@code LogRewrite}.
 * </ul>
 *
 * <p>Invariants: a commit that {@code append} returned for is found again when the file is opened,
 * or its damage is reported; the file that has the name is whole at any moment; no byte of a
 * damaged tail is overwritten before it has been copied aside; whoever was told that a commit is
 * durable finds it in either file after a crash.
 */
package io.vtepd.daemon.storage;
