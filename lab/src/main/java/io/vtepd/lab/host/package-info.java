/**
 * Builds the machines of a lab: namespaces and cables first, then on each host its Open vSwitch in
 * userspace and, on a VTEP, the gateway. Hosts are built at the same time; every program runs in
 * the foreground of its own session, is in the journal, and is waited for by asking it something.
 * Depends on topology, net and journal; knows no steps but the names of a host's processes.
 */
package io.vtepd.lab.host;
