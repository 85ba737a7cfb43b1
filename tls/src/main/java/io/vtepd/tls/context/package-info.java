/**
 * TLS settings become Netty handlers: mutual authentication, TLS 1.2 and 1.3.
 *
 * <p>Flow: {@link io.vtepd.tls.context.TlsSettings} -> {@link io.vtepd.tls.context.TlsContexts}
 * reads the files -> each new channel takes the {@link io.vtepd.tls.context.TlsContext} of that
 * moment -> after a dialled handshake {@link io.vtepd.tls.context.TlsContexts#admit} says whether
 * the channel may be used, which is where the CA is bootstrapped.
 *
 * <p>Depends on {@code pki}, {@code logging} and Netty's SslHandler. Invariants: a server handler
 * always requires a certificate; while the CA is not known, no peer is admitted in either
 * direction; a failed reload changes nothing.
 */
package io.vtepd.tls.context;
