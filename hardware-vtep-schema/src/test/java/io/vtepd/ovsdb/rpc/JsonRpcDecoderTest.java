package io.vtepd.ovsdb.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonRpcDecoderTest {

  private final EmbeddedChannel channel =
      new EmbeddedChannel(new JsonRpcDecoder(new JsonLimits(200, 10)));

  @AfterEach
  void close() {
    channel.close();
  }

  private void write(String text) {
    byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    channel.writeInbound(Unpooled.wrappedBuffer(bytes));
  }

  @Test
  void sortsMessages() {
    write(
        "{'id':1,'method':'m','params':[]} {'id':null,'method':'m','params':[1]}"
            + "{'id':2,'result':{},'error':null}{'id':3,'error':'e'}{'id':4,'result':[]}");
    assertThat(channel.<JsonRpcMessage>readInbound())
        .isEqualTo(new JsonRpcMessage.Request("m", Json.array(), Json.of(1)));
    assertThat(channel.<JsonRpcMessage>readInbound())
        .isEqualTo(new JsonRpcMessage.Notification("m", Json.array(Json.of(1))));
    assertThat(channel.<JsonRpcMessage>readInbound())
        .isEqualTo(new JsonRpcMessage.Reply(Json.emptyObject(), Json.of(2)));
    assertThat(channel.<JsonRpcMessage>readInbound())
        .isEqualTo(new JsonRpcMessage.ErrorReply(Json.of("e"), Json.of(3)));
    assertThat(channel.<JsonRpcMessage>readInbound())
        .isEqualTo(new JsonRpcMessage.Reply(Json.array(), Json.of(4)));
  }

  @Test
  void putsPiecesTogether() {
    String text = "{'id':1,'method':'m','params':['\u00e4\\n']}";
    byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    for (byte one : bytes) {
      assertThat(channel.<JsonRpcMessage>readInbound()).isNull();
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {one}));
    }
    assertThat(channel.<JsonRpcMessage>readInbound())
        .isEqualTo(new JsonRpcMessage.Request("m", Json.array(Json.of("\u00e4\n")), Json.of(1)));
  }

  @Test
  void readsNothingAfterAMistake() {
    assertThatThrownBy(() -> write("{'id':1,'method':'m','params':[]}{'id':2,'method':7}"))
        .isInstanceOf(JsonSyntaxException.class);
    assertThat(channel.<JsonRpcMessage>readInbound()).isNotNull();
    write("{'id':3,'method':'m','params':[]}");
    assertThat(channel.<JsonRpcMessage>readInbound()).isNull();
  }

  @Test
  void limitsSizeAndNesting() {
    assertThatThrownBy(() -> write("{'id':1,'method':'m','params':['" + "x".repeat(300)))
        .isInstanceOf(JsonSyntaxException.class);
    EmbeddedChannel other = new EmbeddedChannel(new JsonRpcDecoder(new JsonLimits(200, 10)));
    assertThatThrownBy(() ->
            other.writeInbound(Unpooled.copiedBuffer("[".repeat(12), StandardCharsets.US_ASCII)))
        .isInstanceOf(JsonSyntaxException.class);
    other.close();
  }

  @Test
  void encoderWritesAllMembers() {
    EmbeddedChannel out = new EmbeddedChannel(new JsonRpcEncoder());
    out.writeOutbound(new JsonRpcMessage.ErrorReply(Json.of("e"), Json.of(1)));
    assertThat(out.<io.netty.buffer.ByteBuf>readOutbound().toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"id\":1,\"result\":null,\"error\":\"e\"}");
    out.close();
  }
}
