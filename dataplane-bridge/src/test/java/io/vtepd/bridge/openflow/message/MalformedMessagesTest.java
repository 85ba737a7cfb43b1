package io.vtepd.bridge.openflow.message;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vtepd.bridge.openflow.wire.MalformedOpenFlowException;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import org.junit.jupiter.api.Test;

/** Bytes that a decoder must not follow; each named after what it would do. */
class MalformedMessagesTest {

  private static final String FLOW_MOD_ALL =
      """
      0000000000000001 0000000000000000 03 00
      0000 0000 0001 ffffffff ffffffff ffffffff 0000 0000
      0001 0004 00000000
      """;

  @Test
  void actionOfNoLengthDoesNotLoop() {
    assertMalformed(
        "06 0e 0048 00000001" + FLOW_MOD_ALL + "0004 0010 00000000 0000 0000 00000000",
        "an action of 0 bytes");
  }

  @Test
  void instructionOfNoLengthDoesNotLoop() {
    assertMalformed(
        "06 0e 0040 00000001" + FLOW_MOD_ALL + "0004 0000 00000000", "an instruction of 0 bytes");
  }

  @Test
  void multipartEntryOfNoLengthDoesNotLoop() {
    assertMalformed(
        "06 13 0018 00000001 0001 0000 00000000 0000 000000000000", "an entry of 0 bytes");
  }

  @Test
  void helloElementOfNoLengthDoesNotLoop() {
    assertMalformed("06 00 0010 00000001 0001 0000 00000040", "a hello element of 0 bytes");
  }

  @Test
  void matchLongerThanItsMessageIsNotRead() {
    assertMalformed(
        """
        06 0e 0038 00000001
        0000000000000001 0000000000000000 03 00
        0000 0000 0001 ffffffff ffffffff ffffffff 0000 0000
        0001 ffff 00000000
        """,
        "needs 65531 more bytes");
  }

  @Test
  void clonesWithinClonesHaveALimit() {
    int depth = 2000;
    StringBuilder clones = new StringBuilder();
    for (int left = depth; left > 0; left--) {
      clones.append(String.format("ffff %04x 00002320 002a 000000000000", left * 16));
    }
    String head = String.format("0004 %04x 00000000", 8 + depth * 16);
    assertMalformed(
        String.format("06 0e %04x 00000001", 56 + 8 + depth * 16) + FLOW_MOD_ALL + head + clones,
        "clones nested more than 16 deep");
  }

  @Test
  void moreNanosecondsThanASecondAreNoTime() {
    assertMalformed(
        """
        06 13 0040 00000001 0001 0000 00000000
        0030 0000 00 00 0000 0000 0000 0000 0000 0000000000000000
        0001 0004 00000000
        0000 0010 80020008 00000001 80000000
        """,
        "-2147483648 nanoseconds");
  }

  @Test
  void learnWithAValueWiderThanItsFieldIsRefused() {
    assertMalformed(
        "06 0e 0070 00000001"
            + FLOW_MOD_ALL
            + """
            0004 0038 00000000
            ffff 0030 00002320 0010 0000 0000 0000 0000000000000000 0000 05 00 0000 0000
            2003 ffff 00010204 0000 000000000000
            """,
        "learn: 0xffff is wider than 3 bits");
  }

  @Test
  void otherVersionsAreRefused() {
    assertMalformed("04 14 0008 00000001", "version 4, expected 6");
  }

  @Test
  void shortHeaderIsRefused() {
    assertMalformed("06 14", "needs 2 more bytes");
  }

  private static void assertMalformed(String hex, String problem) {
    ByteBuf bytes = Unpooled.wrappedBuffer(OpaqueBytes.ofHex(hex).toArray());
    assertThatThrownBy(() -> MessageCodec.decode(bytes))
        .isInstanceOf(MalformedOpenFlowException.class)
        .hasMessageContaining(problem);
  }
}
