/**
 * Reports from the data plane to hardware_vtep: ports, learned stations, local multicast rows,
 * tunnels and faults.
 *
 * <p>Events mark what may be wrong in the database; then rows that a report is about are compared
 * with what was measured, and only differences are written, by a transaction that is computed from
 * the present state each time. Nothing here knows a switch: any driver that tells {@link
 * io.vtepd.bridge.feedback.SwitchReports} will do. Columns and rows that controllers own are only
 * read.
 */
package io.vtepd.bridge.feedback;
