/**
 * A generic OVSDB client: keeps an immutable copy of chosen tables of any server, and takes
 * transactions for it.
 *
 * <p>Flow: connector (tls) -> JSON-RPC decoder -> {@link io.vtepd.bridge.replica.Replica}'s session
 * (schema, monitor, updates) -> snapshot and changes -> listeners. One connection lives on one
 * event loop, where listeners are called too. A copy survives its connection: after a reconnect
 * only the differences are told.
 */
package io.vtepd.bridge.replica;
