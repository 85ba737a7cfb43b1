/**
 * The process: main, logging, pidfile, readiness, and the composition of everything else. The only
 * package that knows the database server and the data plane both.
 *
 * <p>Flow: {@code Main} parses the command line -> {@link io.vtepd.daemon.app.Daemon} opens, in
 * this order, pidfile, TLS, databases, server, remotes, control socket, data plane -> says that it
 * is ready -> waits for a signal or {@code exit} -> closes them in the reverse order. On somebody
 * else's database there are no databases, server and remotes, but a replica that the data plane
 * runs on. Of emulated appliances there may be many, each with all of these but the first two.
 *
 * <p>Invariants: what was opened is closed, also when a later step fails; a failed start says why
 * in one line and exits with 1; the database is closed after the last session.
 */
package io.vtepd.daemon.app;
