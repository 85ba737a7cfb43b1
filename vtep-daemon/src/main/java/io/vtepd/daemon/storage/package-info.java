/**
 * The database file of ovsdb(5): an append-only log of commits that {@code ovsdb-tool} and {@code
 * ovsdb-server} read and write, too.
 *
 * <p>File I/O only: no network, no clock. The server sees {@link
 * io.vtepd.daemon.storage.DatabaseLog} alone and cannot tell a file from memory. Invariant: a
 * commit that {@code append} returned for is found again when the file is opened, or its damage is
 * reported; no byte of a damaged tail is overwritten before it has been copied aside.
 */
package io.vtepd.daemon.storage;
