/**
 * The remotes of a server: where it listens and whom it dials, from options and from rows of the
 * databases that it serves ({@code db:DB,TABLE,COLUMN}; for hardware_vtep the {@code Manager} rows
 * that {@code Global.managers} names).
 *
 * <p>Flow: a commit that touches such rows [database's thread] -> the wanted remotes are read from
 * the snapshot and compared with what runs [one event loop, which owns all state here] -> listeners
 * and connectors of {@code tls.stream} are started, changed, ended -> each ready channel goes to
 * the server's session opener, on the terms of its row (probe, read_only, role), marked with its
 * DSCP. Back: the state of each remote that a row asked for is written to that row's status
 * columns, when it changed, at most every 2.5 s.
 *
 * <p>Depends on {@code ovsdb.table} for commits and {@code tls.stream} for connections; knows
 * neither the server nor hardware_vtep. Invariants: never two remotes for one target, also while
 * one is being closed; a row never names a file of this machine; one target's failure touches no
 * other; a row that makes no sense is told so in its status.
 */
package io.vtepd.daemon.manager;
