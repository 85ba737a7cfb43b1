/**
 * Pages over HTTP for monitoring systems of this machine: reads only, plain text, loopback only.
 *
 * <p>Flow: {@link io.vtepd.tls.stream.Listener} accepts -> Netty's codec parses one request [I/O
 * thread] -> {@link io.vtepd.daemon.web.Pages} makes the page, which never asks the thread that
 * owns the databases -> the answer, and the connection closes.
 *
 * <p>Invariants: one request a connection, {@link io.vtepd.daemon.web.WebServer#CONNECTION_LIMIT}
 * connections, {@link io.vtepd.daemon.web.WebServer#REQUEST_MS} for all of it; a request has no
 * body; only names of this machine are taken for the host, so that no web page in somebody's
 * browser can read what is here under a name of its own (DNS rebinding).
 */
package io.vtepd.daemon.web;
