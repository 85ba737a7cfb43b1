package io.vtepd.ovsdb.rpc;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.vtepd.ovsdb.json.JsonWriter;

/** Turns written {@link JsonRpcMessage}s into bytes; anything else passes as it is. */
public final class JsonRpcEncoder extends ChannelOutboundHandlerAdapter {

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof JsonRpcMessage rpc) {
      JsonWriter out = new JsonWriter();
      rpc.write(out);
      context.write(Unpooled.wrappedBuffer(out.array(), 0, out.length()), promise);
    } else {
      context.write(message, promise);
    }
  }
}
