package io.vtepd.ovsdb.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** Any bytes are messages, and at most one fault after them, however they are cut into pieces. */
class JsonRpcDecoderFuzzTest {

  private static final JsonLimits SMALL = new JsonLimits(4_096, 50);

  /** What comes out of a stream. */
  private record Reading(List<JsonRpcMessage> messages, boolean broken) {}

  @FuzzTest(maxDuration = "3m")
  void piecesMakeNoDifferenceAndMessagesSurviveWriting(byte[] input) throws Exception {
    Reading whole = decode(input, Math.max(1, input.length));
    assertThat(decode(input, 1)).isEqualTo(whole);
    for (JsonRpcMessage message : whole.messages()) {
      // Not the message: a real without a fraction prints as an integer, and reads as one.
      String text = text(message);
      assertThat(text(JsonRpcMessage.parse(JsonReader.parse(text)))).isEqualTo(text);
    }
  }

  private static String text(JsonRpcMessage message) {
    JsonWriter text = new JsonWriter(true);
    message.write(text);
    return text.toString();
  }

  private static Reading decode(byte[] input, int piece) {
    List<JsonRpcMessage> messages = new ArrayList<>();
    EmbeddedChannel channel = new EmbeddedChannel(new JsonRpcDecoder(SMALL));
    boolean broken = false;
    for (int at = 0; at < input.length; at += piece) {
      int length = Math.min(piece, input.length - at);
      try {
        channel.writeInbound(Unpooled.copiedBuffer(input, at, length));
      } catch (Exception e) {
        assertThat(e).isInstanceOf(JsonSyntaxException.class);
        assertThat(broken).as("a second fault").isFalse();
        broken = true;
      }
      for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
        messages.add((JsonRpcMessage) next);
      }
    }
    channel.finishAndReleaseAll();
    return new Reading(messages, broken);
  }
}
