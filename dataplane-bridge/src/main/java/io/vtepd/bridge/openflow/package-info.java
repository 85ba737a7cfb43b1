/**
 * OpenFlow 1.5 towards one Open vSwitch bridge: values, an own codec and a connection.
 *
 * <p>Flow: {@code wire} (bounds-checked bytes) &larr; {@code match}, {@code action} &larr; {@code
 * message} (flows, groups, ports, whole messages) &larr; {@code channel} (handshake, requests,
 * bundles, flow monitor). This package has the value types that all of them share. Depends on
 * Netty's buffers, and {@code channel} on its pipeline; nothing here opens a socket, reads a clock
 * or knows hardware_vtep.
 *
 * <p>Version: a bridge whose {@code protocols} nobody set offers up to 1.5 (OVS 3.1), and in 1.5
 * the switch has one form for what earlier versions write in several: set-field (with a mask) for
 * every load, copy-field for every move, bucket numbers that we choose. So dumps compare with what
 * was sent.
 *
 * <p>Normal form. What OVS gives back equals what was sent because both are brought to one form:
 *
 * <ul>
 *   <li>matches: see {@link io.vtepd.bridge.openflow.match.Match}; OVS writes registers as 64-bit
 *       pairs and orders fields its own way;
 *   <li>instructions: one of each type, empty ones left out;
 *   <li>actions: load is set-field, move is copy-field, learn without a limit is learn, with one
 *       learn2; fields in learn have their NXM name, elsewhere their OXM name;
 *   <li>output has a length only towards the controller.
 * </ul>
 *
 * <p>OVS refuses {@code set_field:0->in_port} in the 32-bit form: write {@link
 * io.vtepd.bridge.openflow.match.Field#IN_PORT_16}. Bucket numbers are given by {@link
 * io.vtepd.bridge.openflow.message.Group}'s factories, from 0 up.
 *
 * <p>What is not understood (fields, actions, instructions, multipart types) is kept as opaque
 * bytes: somebody else's flow never breaks a dump. What is not well-formed gives {@link
 * io.vtepd.bridge.openflow.wire.MalformedOpenFlowException} and ends the connection.
 */
package io.vtepd.bridge.openflow;
