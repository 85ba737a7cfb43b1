package io.vtepd.bridge.openflow.message;

import io.netty.buffer.ByteBuf;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.match.Bits;
import io.vtepd.bridge.openflow.match.FieldCodec;
import io.vtepd.bridge.openflow.wire.Wire;
import io.vtepd.bridge.openflow.wire.WireReader;
import io.vtepd.vtep.MacAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** {@code ofp_port}; its properties (speeds) are passed over. */
final class PortCodec {

  private static final int NAME_BYTES = 16;
  private static final int HEADER_BYTES = 40;

  private PortCodec() {}

  static PortDescription decode(WireReader in) {
    Ofport port = new Ofport(in.i32());
    int length = in.u16();
    if (length < HEADER_BYTES) {
      throw in.malformed("a port of " + length + " bytes");
    }
    WireReader body = in.part(length - 6, "port");
    body.skip(2);
    MacAddress mac = new MacAddress(FieldCodec.readBits(body, 6).low());
    body.skip(2);
    byte[] name = body.bytes(NAME_BYTES).toArray();
    int end = 0;
    while (end < NAME_BYTES && name[end] != 0) {
      end++;
    }
    String text = new String(name, 0, end, StandardCharsets.UTF_8);
    return new PortDescription(port, mac, text, body.i32(), body.i32());
  }

  static void encode(ByteBuf out, PortDescription port) {
    int start = out.writerIndex();
    out.writeInt(port.port().number()).writeInt(0);
    FieldCodec.writeBits(out, Bits.of(port.macAddress().bits()), 6);
    out.writeShort(0);
    byte[] name = port.name().getBytes(StandardCharsets.UTF_8);
    out.writeBytes(Arrays.copyOf(name, NAME_BYTES));
    out.writeInt(port.config()).writeInt(port.state());
    Wire.setLength(out, start + 4, start);
  }
}
