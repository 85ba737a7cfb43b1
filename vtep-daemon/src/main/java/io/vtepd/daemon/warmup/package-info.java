/**
 * Plays controllers' first requests before any controller can connect, so that they find loaded and
 * compiled code.
 *
 * <p>The way is the real one: loopback connections to listeners of a scratch server, through
 * acceptor, session, owner thread and encoder. Only log files and TLS are left out: TLS warms
 * itself up. Depends on {@code server} and on {@code tls.stream}; nothing of it lives on when the
 * daemon serves, and what fails here does no harm.
 */
package io.vtepd.daemon.warmup;
