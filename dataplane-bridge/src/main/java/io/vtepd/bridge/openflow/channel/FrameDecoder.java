package io.vtepd.bridge.openflow.channel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.vtepd.bridge.openflow.message.MessageCodec;
import io.vtepd.bridge.openflow.wire.MalformedOpenFlowException;
import io.vtepd.bridge.openflow.wire.Wire;
import java.util.List;

/** Cuts the byte stream into messages (at most 65,535 bytes, by the format) and decodes them. */
final class FrameDecoder extends ByteToMessageDecoder {

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < Wire.HEADER_BYTES) {
      return;
    }
    int length = in.getUnsignedShort(in.readerIndex() + 2);
    if (length < Wire.HEADER_BYTES) {
      throw new MalformedOpenFlowException("OpenFlow message with length field " + length);
    }
    if (in.readableBytes() >= length) {
      out.add(MessageCodec.decode(in.readSlice(length)));
    }
  }
}
