package io.vtepd.lab.packet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Finds the JSON messages of one direction of a connection, as its bytes come. */
final class MessageReader {

  /** What is kept of a message's text. */
  private static final int TEXT_LIMIT = 1500;

  private static final int TLS_FIRST_TYPE = 20;
  private static final int TLS_DATA_TYPE = 23;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A message, or a piece of TLS. */
  record Message(boolean isTls, Words words, String text) {}

  private final JsonParser parser;
  private final ByteArrayFeeder feeder;
  private TokenBuffer buffer;
  private int depth;
  private boolean broken;
  private boolean encrypted;
  private boolean handshaking;

  MessageReader() {
    try {
      parser = new JsonFactory().createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw new IllegalStateException("a parser of bytes needs no file", e);
    }
    feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    buffer = new TokenBuffer(MAPPER, false);
  }

  List<Message> read(ByteBuffer payload) {
    int first = payload.get(payload.position());
    if (encrypted || (first >= TLS_FIRST_TYPE && first <= TLS_DATA_TYPE)) {
      // A record may go on in further segments: those have no type of their own.
      handshaking = first == TLS_DATA_TYPE ? false : !encrypted || handshaking;
      encrypted = true;
      String what = handshaking ? "TLS handshake" : "OVSDB in TLS";
      Words words = new Words(what + ", " + payload.remaining() + " bytes", what);
      return List.of(new Message(true, words, ""));
    }
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    List<Message> messages = new ArrayList<>();
    try {
      if (!broken) {
        feeder.feedInput(bytes, 0, bytes.length);
        parse(messages);
      }
    } catch (IOException e) {
      // It is no JSON, or not from its begin: said once, then this direction stays silent.
      broken = true;
      messages.add(new Message(false, new Words("not OVSDB"), ""));
    }
    return messages;
  }

  private void parse(List<Message> messages) throws IOException {
    for (JsonToken token = parser.nextToken();
        token != JsonToken.NOT_AVAILABLE;
        token = parser.nextToken()) {
      buffer.copyCurrentEvent(parser);
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd() && --depth == 0) {
        JsonNode message = MAPPER.readTree(buffer.asParser());
        String text = message.toString();
        messages.add(
            new Message(
                false,
                OvsdbWords.of(message),
                text.length() > TEXT_LIMIT ? text.substring(0, TEXT_LIMIT) + " ..." : text));
        buffer = new TokenBuffer(MAPPER, false);
      }
    }
  }
}
