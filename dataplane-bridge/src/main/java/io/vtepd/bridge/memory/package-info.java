/**
 * A driver that forwards inside the process: for controllers' own tests, for fast tests of ours,
 * and as the oracle that a real switch's answers are compared with.
 *
 * <p>{@link io.vtepd.bridge.memory.MemoryDriver} follows a database with a {@link
 * io.vtepd.bridge.desired.DesiredModel} and keeps a {@link io.vtepd.bridge.memory.MemorySwitch} for
 * each Physical_Switch; that takes frames and gives frames. Ports and tunnel states are scripted,
 * time is an argument, and what is measured goes to {@link io.vtepd.bridge.desired.BridgeEvents},
 * as with any driver. {@link io.vtepd.bridge.memory.MemoryDataPlane} is that driver on an event
 * loop, with the reports of {@link io.vtepd.bridge.feedback.Feedback}.
 *
 * <p>Invariants: a frame leaves only through bindings and destinations of the network that it came
 * in by; never where it came in; never from a tunnel into a tunnel.
 */
package io.vtepd.bridge.memory;
