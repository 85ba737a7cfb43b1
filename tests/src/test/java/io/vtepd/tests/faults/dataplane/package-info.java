/**
 * What becomes of forwarding when something of it fails: the daemon, Open vSwitch's two processes,
 * its bridge, flows and ports, links, the controller, the database. A {@link
 * io.vtepd.tests.faults.dataplane.GatewayLab} is the network, a {@link
 * io.vtepd.tests.faults.dataplane.FaultRun} a fault from its strike to the comparison with a fresh
 * start.
 */
package io.vtepd.tests.faults.dataplane;
