/**
 * A generic OVSDB client: keeps an immutable copy of chosen tables of any server, and takes
 * transactions for it.
 *
 * <p>Flow: connector (tls) -> JSON-RPC decoder -> {@link io.vtepd.bridge.replica.Replica}'s session
 * (standing, schema, monitor, updates) -> snapshot and changes -> listeners. One connection lives
 * on one event loop, where listeners are called too. A copy survives its connection: after a
 * reconnect only the differences are told.
 *
 * <p>Of several servers one is connected at a time: {@code _Server} tells whether it leads its
 * cluster and is in touch with it. One that does not, or no longer, is dropped for the next.
 */
package io.vtepd.bridge.replica;
