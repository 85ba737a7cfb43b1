/**
 * Keys, certificates and the TLS provider; Bouncy Castle is used in this package only.
 *
 * <p>Flow: PEM files are read into {@link io.vtepd.tls.pki.KeyMaterial} and CA lists, and {@link
 * io.vtepd.tls.pki.Jsse} makes a {@link javax.net.ssl.SSLContext} of them. {@link
 * io.vtepd.tls.pki.CaBootstrap} learns a CA from a peer, and {@link
 * io.vtepd.tls.pki.CertificateAuthority} makes one. {@link io.vtepd.tls.pki.KeyMaker} and {@link
 * io.vtepd.tls.pki.PkiDirectory} make the files that ovs-pki makes.
 *
 * <p>Depends on the JDK, Bouncy Castle and SLF4J. Invariants: a key that is handed out matches the
 * first certificate of its chain; a private key is never logged and never read from a file that
 * others can read; a written file appears whole or not at all and replaces nothing unless told.
 */
package io.vtepd.tls.pki;
