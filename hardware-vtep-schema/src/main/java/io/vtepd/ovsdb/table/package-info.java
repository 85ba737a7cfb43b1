/**
 * Contents of a database at one moment: immutable rows in persistent tables, and what a commit
 * changed.
 *
 * <p>A {@link io.vtepd.ovsdb.table.Snapshot} may be kept and read by any thread; making the next
 * one copies only the path to the changed rows. The server's engine and a client's replica both
 * publish {@link io.vtepd.ovsdb.table.Commit}s, so readers cannot tell one from the other.
 */
package io.vtepd.ovsdb.table;
