/**
 * The OpenFlow pipeline: desired facts and port numbers in, flows and groups out. Pure and
 * incremental: {@link io.vtepd.bridge.openvswitch.pipeline.Pipeline} renders again only what a
 * change touches, and what it holds is at any time what a new one would make of the same facts, bit
 * by bit. So a restarted daemon finds its own flows and changes none of them.
 *
 * <p>What a packet carries: metadata = the logical switch ({@code NetworkKey}), reg1 = the binding
 * that it came from or all ones for a tunnel, reg2 = the binding that it goes to or 0, reg3 = chunk
 * of a long list of actions.
 */
package io.vtepd.bridge.openvswitch.pipeline;
