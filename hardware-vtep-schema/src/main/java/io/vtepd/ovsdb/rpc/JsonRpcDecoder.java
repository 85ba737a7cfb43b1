package io.vtepd.ovsdb.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import java.util.Optional;

/**
 * Cuts {@link JsonRpcMessage}s out of the byte stream and fires each as a read; a {@link
 * io.netty.channel.ChannelInboundHandler#channelReadComplete} follows each batch.
 *
 * <p>What is no message fires {@link JsonSyntaxException} once, after the messages before it; all
 * further input is dropped, for there is no place to begin again.
 */
public final class JsonRpcDecoder extends ChannelInboundHandlerAdapter {

  private final JsonReader reader;
  private boolean broken;

  public JsonRpcDecoder(JsonLimits limits) {
    this.reader = new JsonReader(limits);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (!broken) {
        decode(context, bytes);
      }
    } catch (JsonSyntaxException e) {
      broken = true;
      context.fireExceptionCaught(e);
    } finally {
      bytes.release();
    }
  }

  private void decode(ChannelHandlerContext context, ByteBuf bytes) throws JsonSyntaxException {
    int length = bytes.readableBytes();
    if (bytes.hasArray()) {
      reader.feed(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), length);
    } else {
      byte[] copy = new byte[length];
      bytes.readBytes(copy);
      reader.feed(copy, 0, length);
    }
    Optional<Json> value = reader.next();
    while (value.isPresent()) {
      context.fireChannelRead(JsonRpcMessage.parse(value.get()));
      value = reader.next();
    }
  }

  /** Bytes of a message that has begun and is not complete. On the channel's event loop. */
  public long unfinishedBytes() {
    return reader.unfinishedBytes();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    reader.close();
  }
}
