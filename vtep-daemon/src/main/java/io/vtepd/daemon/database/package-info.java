/**
 * A database's current contents with what makes commits cheap: unique indexes, indexes that
 * conditions have asked for, counts of strong references to each row, and who refers to a row
 * weakly.
 *
 * <p>Contents are an immutable {@link io.vtepd.ovsdb.table.Snapshot} that any thread may read; the
 * rest belongs to the one thread that owns the database and changes only in {@link
 * io.vtepd.daemon.database.Database#publish}, but for indexes that a query lets grow. Each of these
 * structures equals, at any time, what would be computed from the snapshot anew. No I/O, no clock.
 */
package io.vtepd.daemon.database;
