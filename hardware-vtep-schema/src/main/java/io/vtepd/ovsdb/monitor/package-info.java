/**
 * What a monitor watches and what it is told (RFC 7047 sections 4.1.5 and 4.1.6, ovsdb-server(7)),
 * as values that both ends of the wire share.
 *
 * <p>A {@link io.vtepd.ovsdb.monitor.MonitorShape} is all that decides the bytes of an update but
 * the monitor's id, so monitors of equal shape can share one encoding. {@link
 * io.vtepd.ovsdb.monitor.RowUpdate}s are what a client reads out of an update.
 */
package io.vtepd.ovsdb.monitor;
