/**
 * Active-backup as ovsdb-server has it: a backup copies the databases of an active server and is
 * read-only; either may be the original's or ours.
 *
 * <p>Flow: connector (tls) -> {@code ActiveSession} (get_server_id, list_dbs, schemas, a plain
 * monitor a database) -> {@code RowMirror} (updates -> operations with the active's row UUIDs) ->
 * the server's sink, as transactions of this process. What the copy has differently when a
 * connection comes up is put right by one transaction a database; nothing is emptied first.
 *
 * <p>Invariants: the server is read-only from before the first connection until somebody promotes
 * it, whatever fails; one update becomes one transaction, in order; updates are not read faster
 * than they are committed. All of it is confined to one event loop.
 */
package io.vtepd.daemon.replication;
