/**
 * Speed and size of forwarding, side by side with Debian's ovs-vtep: the program behind {@code
 * tests/bench/dataplane}.
 *
 * <p>A {@link io.vtepd.tests.bench.dataplane.Site} is a switch with a gateway in a network
 * namespace of its own. A controller writes to it through {@link io.vtepd.tests.bench.Client};
 * {@link io.vtepd.tests.bench.dataplane.FlowWatch} tells when flows are in the switch, by a flow
 * monitor, without asking.
 */
package io.vtepd.tests.bench.dataplane;
