/**
 * What the log lines of this module share: one line an event, {@code event=name key=value}.
 *
 * <p>Depends on nothing. Invariants: no text from a peer reaches a log line without {@link
 * io.vtepd.tls.logging.LogValue}, and no peer can make lines faster than {@link
 * io.vtepd.tls.logging.LogThrottle} lets through.
 */
package io.vtepd.tls.logging;
