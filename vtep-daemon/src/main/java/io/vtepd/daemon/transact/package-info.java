/**
 * Transactions (RFC 7047 section 4.1.3): operations are executed one after the other on a working
 * copy, then the commit runs through named phases.
 *
 * <p>{@link io.vtepd.daemon.transact.Transactor} takes a database and a transaction and gives an
 * outcome; nothing is changed until somebody publishes the prepared commit, so a refused or a
 * waiting transaction leaves no trace. Time comes in as an argument, randomness as a generator; no
 * I/O. What it costs depends on the rows that the transaction touches, but for conditions that
 * neither {@code _uuid} nor a unique index answers: these look at every row of their table.
 */
package io.vtepd.daemon.transact;
