/**
 * hardware_vtep to what a switch shall do, as pure code: no I/O, no clock, no OpenFlow.
 *
 * <p>A {@link io.vtepd.bridge.desired.DesiredModel} is made of the whole database and then follows
 * its commits. It holds a {@link io.vtepd.bridge.desired.DesiredSwitch} for each Physical_Switch,
 * and that holds {@link io.vtepd.bridge.desired.Fact}s: tunnels, logical switches with a binding
 * there, bindings, what comes out of tunnels, remote stations, floods and groups. What the database
 * asks for in vain is a {@link io.vtepd.bridge.desired.Problem}. {@code apply} answers with a
 * {@link io.vtepd.bridge.desired.DesiredChange}: which facts are new, gone or different, at a cost
 * in proportion to what the commit changed. Drivers render facts, and report what they measure as
 * {@link io.vtepd.bridge.desired.BridgeEvent}s.
 *
 * <p>Invariants: the model is a function of the database and of the order in which conflicting keys
 * came, whatever the commits were; a fact's destinations all have tunnels, and its network has
 * bindings, in the same switch.
 *
 * <p>The model is mutable and confined to its owner's thread: a persistent one would copy paths for
 * readers that do not exist.
 */
package io.vtepd.bridge.desired;
