package io.vtepd.ovsdb.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.async.NonBlockingJsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON values that follow one another on a stream, from whatever pieces arrive: RFC 7047
 * section 4 puts no framing between messages but the end of the JSON object itself.
 *
 * <p>Not for more than one thread. After a {@link JsonSyntaxException} it must not be used again.
 */
public final class JsonReader implements AutoCloseable {

  private static final double EXACT_IN_DOUBLE = 0x1p53;
  private static final double BEYOND_INT64 = 0x1p63;
  private static final int NUMBER_CHARACTERS = 1000;

  private final JsonLimits limits;
  private final NonBlockingJsonParser parser;
  private final Deque<Open> open = new ArrayDeque<>();
  private long valueStart;

  public JsonReader(JsonLimits limits) {
    this.limits = limits;
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength((int) Math.min(limits.valueBytes(), Integer.MAX_VALUE))
                    .maxNestingDepth(limits.nestingDepth())
                    .maxNameLength((int) Math.min(limits.valueBytes(), Integer.MAX_VALUE))
                    .maxNumberLength(NUMBER_CHARACTERS)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    try {
      this.parser = (NonBlockingJsonParser) factory.createNonBlockingByteArrayParser();
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
    } catch (IOException e) {
      throw new IllegalStateException("a parser without input cannot fail", e);
    }
  }

  /** The one value that a whole text holds. */
  public static Json parse(String text) throws JsonSyntaxException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (JsonReader reader = new JsonReader(JsonLimits.DEFAULT)) {
      reader.feed(bytes, 0, bytes.length);
      Optional<Json> first = reader.next();
      if (first.isEmpty()) {
        reader.endOfInput();
        first = reader.next();
      } else {
        if (reader.next().isPresent() || reader.isInsideValue()) {
          throw new JsonSyntaxException("more than one JSON value");
        }
      }
      return first.orElseThrow(() -> new JsonSyntaxException("no complete JSON value"));
    }
  }

  /**
   * Gives the next piece. Every value of the piece before must have been taken by {@link #next}.
   *
   * @param bytes must stay unchanged until {@link #next} has returned empty
   */
  public void feed(byte[] bytes, int offset, int length) throws JsonSyntaxException {
    try {
      parser.getNonBlockingInputFeeder().feedInput(bytes, offset, offset + length);
    } catch (IOException e) {
      throw syntax(e);
    }
  }

  /** Says that nothing follows: a number at the very end is complete now. */
  public void endOfInput() {
    parser.getNonBlockingInputFeeder().endOfInput();
  }

  /** The next complete value, or empty when more bytes are needed. */
  public Optional<Json> next() throws JsonSyntaxException {
    try {
      while (true) {
        JsonToken token = parser.nextToken();
        if (token == null || token == JsonToken.NOT_AVAILABLE) {
          checkSize();
          return Optional.empty();
        }
        Optional<Json> done = accept(token);
        if (done.isPresent()) {
          checkSize();
          valueStart = parser.currentLocation().getByteOffset();
          return done;
        }
      }
    } catch (IOException e) {
      throw e instanceof JsonSyntaxException known ? known : syntax(e);
    }
  }

  /** Whether a value has begun and is not complete. */
  public boolean isInsideValue() {
    return !open.isEmpty();
  }

  private void checkSize() throws JsonSyntaxException {
    if (parser.currentLocation().getByteOffset() - valueStart > limits.valueBytes()) {
      throw new JsonSyntaxException("a JSON value of over " + limits.valueBytes() + " bytes");
    }
  }

  private Optional<Json> accept(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> begin(new Open(true));
      case START_ARRAY -> begin(new Open(false));
      case END_OBJECT, END_ARRAY -> add(open.pop().close());
      case FIELD_NAME -> {
        open.getFirst().name = checked(parser.currentName());
        yield Optional.empty();
      }
      case VALUE_STRING -> add(new Json.Str(checked(parser.getText())));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> add(number());
      case VALUE_TRUE -> add(new Json.Bool(true));
      case VALUE_FALSE -> add(new Json.Bool(false));
      case VALUE_NULL -> add(Json.ofNull());
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("token " + token);
    };
  }

  private Optional<Json> begin(Open container) {
    open.push(container);
    return Optional.empty();
  }

  private Optional<Json> add(Json value) {
    if (open.isEmpty()) {
      return Optional.of(value);
    }
    open.getFirst().add(value);
    return Optional.empty();
  }

  private Json number() throws IOException {
    String text = parser.getText();
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && text.length() < 19) {
      return new Json.Int(Long.parseLong(text));
    }
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new JsonSyntaxException("number out of range: " + text);
    }
    if (Math.abs(value) > BEYOND_INT64 || value != Math.rint(value)) {
      return new Json.Real(value);
    }
    if (Math.abs(value) < EXACT_IN_DOUBLE) {
      // The text may still carry a fraction that a double cannot hold; it is lost in both readings.
      return new Json.Int((long) value);
    }
    try {
      return new Json.Int(new BigDecimal(text).longValueExact());
    } catch (ArithmeticException e) {
      return new Json.Real(value);
    }
  }

  /** Jackson takes NUL and lone surrogates in escapes; OVSDB strings cannot hold them. */
  private static String checked(String text) throws JsonSyntaxException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new JsonSyntaxException("a string may not contain U+0000");
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new JsonSyntaxException("a string has half of a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }

  private static JsonSyntaxException syntax(IOException cause) {
    String message =
        cause instanceof JsonParseException parse ? parse.getOriginalMessage() : cause.getMessage();
    return new JsonSyntaxException("invalid JSON: " + message, cause);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new IllegalStateException("a parser without a stream cannot fail to close", e);
    }
  }

  /** An object or array whose end has not come yet. */
  private static final class Open {
    private final boolean object;
    private final List<Json> elements = new ArrayList<>();
    private final Map<String, Json> members = new LinkedHashMap<>();
    private String name = "";

    Open(boolean object) {
      this.object = object;
    }

    void add(Json value) {
      if (object) {
        members.put(name, value);
      } else {
        elements.add(value);
      }
    }

    Json close() {
      return object ? new Json.Obj(members) : new Json.Arr(elements);
    }
  }
}
