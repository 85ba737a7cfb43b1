/**
 * Byte streams by OVSDB connection string: listening, dialling for ever, noticing dead peers.
 *
 * <p>Flow: a {@link io.vtepd.tls.stream.Target} is bound by a {@link io.vtepd.tls.stream.Listener}
 * or dialled by a {@link io.vtepd.tls.stream.Connector}; behind the TLS handler a gate waits for
 * the peer's identity and then gives the channel with its {@link io.vtepd.tls.stream.Peer} to a
 * {@link io.vtepd.tls.stream.ReadyHandler}. {@link io.vtepd.tls.stream.Reconnect} and {@link
 * io.vtepd.tls.stream.Probe} decide when to dial and when to give up; they are pure.
 *
 * <p>Depends on {@code context}, {@code pki}, {@code logging} and Netty. Invariants: no byte of an
 * unauthenticated TLS peer reaches the protocol; accepting goes on whatever one peer does; each
 * closed channel has its reason; what can grow (channels, handshakes, log lines) has a limit.
 */
package io.vtepd.tls.stream;
