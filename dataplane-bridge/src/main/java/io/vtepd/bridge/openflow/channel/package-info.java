/**
 * A bridge's OpenFlow connection over a Netty channel that somebody else has dialled.
 *
 * <p>Flow: {@link io.vtepd.bridge.openflow.channel.OpenFlowChannel} (any thread) hands every call
 * to the channel's I/O thread; there the session gives it an xid and puts it into the outbox, which
 * encodes as fast as the peer reads; answers find their request by xid and complete its future, the
 * rest goes to {@link io.vtepd.bridge.openflow.channel.OpenFlowListener}. Everything that may grow
 * has its limit in {@link io.vtepd.bridge.openflow.channel.ChannelLimits}.
 *
 * <p>The connection sends no probes and knows no time: its user calls {@code echo()} when the line
 * has been quiet.
 */
package io.vtepd.bridge.openflow.channel;
