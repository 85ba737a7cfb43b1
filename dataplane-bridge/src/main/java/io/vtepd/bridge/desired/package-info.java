/**
 * hardware_vtep to what a switch shall do, as pure code: no I/O, no clock, no OpenFlow.
 *
 * <p>A {@link io.vtepd.bridge.desired.DesiredModel} is made of the whole database and then follows
 * its commits. It holds a {@link io.vtepd.bridge.desired.DesiredSwitch} for each Physical_Switch,
 * and that holds {@link io.vtepd.bridge.desired.Fact}s. What the database asks for in vain is a
 * {@link io.vtepd.bridge.desired.Problem}. {@code apply} answers with a {@link
 * io.vtepd.bridge.desired.DesiredChange}: which facts are new, gone or different, at a cost in
 * proportion to what the commit changed. Drivers render facts, and report what they measure as
 * {@link io.vtepd.bridge.desired.BridgeEvent}s.
 *
 * <h2>How rows become facts</h2>
 *
 * <ul>
 *   <li>Physical_Port.vlan_bindings: a Binding for each pair, and a Network for each logical switch
 *       that has one. Logical switches without a binding on a switch are nothing to that switch.
 *   <li>Logical_Switch.tunnel_key, or else Physical_Locator.tunnel_key: an Ingress for all tunnels,
 *       or for the locator's. Zero is no network yet: bindings stay, nothing else does.
 *   <li>Ucast_Macs_Remote: a Unicast, if its locator leads somewhere with a key that was granted.
 *   <li>Mcast_Macs_Remote: a Flood from all rows of {@code unknown-dst} together, a Multicast from
 *       all rows of a group together.
 *   <li>Any of these, or a Tunnel row in which a controller wrote: a Tunnel, from the first usable
 *       address of Physical_Switch.tunnel_ips unless the Tunnel row names another; its frames are
 *       taken at all of them.
 * </ul>
 *
 * <h2>Invariants</h2>
 *
 * <ul>
 *   <li>The model is a function of the database and of the order in which conflicting tunnel keys
 *       came, whatever the commits were. A property test compares with a model computed anew.
 *   <li>A fact's destinations all have tunnels, and its network has bindings, in the same switch.
 *   <li>No row, and no reference into nowhere, makes it throw.
 * </ul>
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>The model is mutable and confined to its owner's thread: a persistent one would copy paths
 *       for readers that do not exist.
 *   <li>Of two logical switches with one key the one that had it first keeps it, so that no mistake
 *       breaks what works; among those of one commit the name decides. See {@link
 *       io.vtepd.bridge.desired.KeyClaims}.
 *   <li>Of rows that disagree about a MAC the lowest endpoint counts. Which row is newer cannot be
 *       read from the table, and a rule by arrival would forward in another way after a restart.
 *   <li>A MAC row that was inserted or changed is told in {@link
 *       io.vtepd.bridge.desired.SwitchChange#renewed} even if its fact is as it was: it is newer
 *       news than what was learned. The contents at the start are not: they are older.
 *   <li>A Tunnel row that nobody wrote BFD parameters in does not keep its tunnel: it is the report
 *       of one in use, and the report must not be the reason.
 *   <li>Two switches with one tunnel IP keep their facts: whether they share a data path only the
 *       driver knows.
 *   <li>Two logical switches whose UUIDs agree in the first 64 bits would be one network. UUIDs are
 *       random, so this is left to chance: one in 2<sup>62</sup>.
 * </ul>
 */
package io.vtepd.bridge.desired;
