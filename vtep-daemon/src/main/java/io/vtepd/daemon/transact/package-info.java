/**
 * Transactions (RFC 7047 section 4.1.3): operations are executed one after the other on a working
 * copy, then the commit runs through named phases.
 *
 * <p>{@link io.vtepd.daemon.transact.Transactor} takes a database and a transaction and gives an
 * outcome; nothing is changed until somebody publishes the prepared commit, so a refused or a
 * waiting transaction leaves no trace. Time comes in as an argument, randomness as a generator; no
 * I/O. What it costs depends on the rows that the transaction touches and on those that its
 * conditions may mean: a condition that gives values for columns is answered by an index, which the
 * database makes if there is none and the table is large. Other conditions look at every row.
 *
 * <p>What a client may not do is refused here, too: {@link io.vtepd.daemon.transact.Access} for
 * those that only read, {@link io.vtepd.daemon.transact.RoleRights} for those in a role.
 */
package io.vtepd.daemon.transact;
