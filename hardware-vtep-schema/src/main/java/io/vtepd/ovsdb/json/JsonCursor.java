package io.vtepd.ovsdb.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks one JSON value member by member, so that only what is asked for becomes a tree: a record of
 * a database file may be larger than memory has room for.
 *
 * <pre>
 *   cursor.beginObject();
 *   for (var name = cursor.nextName(); name.isPresent(); name = cursor.nextName()) {
 *     ... one of beginObject() with such a loop, or value()
 *   }
 *   cursor.end();
 * </pre>
 *
 * <p>Takes and refuses the same texts as {@link JsonReader}. Not for more than one thread.
 */
public final class JsonCursor implements AutoCloseable {

  // Names are UUIDs mostly: a table of them would be as large as the file.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNestingDepth(JsonLimits.DEFAULT.nestingDepth())
                  .maxNumberLength(1000)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private static final int SHORT_NUMBER_CHARACTERS = 19;

  private final JsonParser parser;

  /** The token that comes next; null at the end of the text. */
  private JsonToken next;

  /**
   * @param text one JSON value; a {@link CharacterCodingException} of it is a syntax error
   */
  public JsonCursor(Reader text) throws IOException {
    this.parser = FACTORY.createParser(text);
    advance();
  }

  /** For a text that is in memory. */
  static JsonCursor of(String text) throws IOException {
    return new JsonCursor(new CharArrayReader(text.toCharArray()));
  }

  private void advance() throws IOException {
    try {
      next = parser.nextToken();
    } catch (IOException e) {
      throw syntaxIfSo(e);
    }
  }

  /** The parser decodes a string when it is asked for. */
  private String text() throws IOException {
    try {
      return parser.getText();
    } catch (IOException e) {
      throw syntaxIfSo(e);
    }
  }

  private static IOException syntaxIfSo(IOException cause) {
    return switch (cause) {
      case JsonProcessingException json ->
          new JsonSyntaxException("invalid JSON: " + json.getOriginalMessage(), json);
      case CharacterCodingException coding ->
          new JsonSyntaxException("invalid JSON: no UTF-8: " + coding.getMessage(), coding);
      default -> cause;
    };
  }

  /** Whether an object comes next. */
  public boolean isAtObject() {
    return next == JsonToken.START_OBJECT;
  }

  /**
   * Goes into the object that comes next.
   *
   * @throws JsonSyntaxException if it is something else
   */
  public void beginObject() throws IOException {
    if (!isAtObject()) {
      throw new JsonSyntaxException("an object is expected");
    }
    advance();
  }

  /** The name of the object's next member, whose value comes next; empty after the last one. */
  public Optional<String> nextName() throws IOException {
    if (next == JsonToken.END_OBJECT) {
      advance();
      return Optional.empty();
    }
    if (next != JsonToken.FIELD_NAME) {
      throw new IllegalStateException("the value before was not taken");
    }
    String name = TextDecoder.checked(parser.currentName());
    advance();
    return Optional.of(name);
  }

  /** Takes the whole value that comes next. */
  public Json value() throws IOException {
    if (next == null) {
      throw new JsonSyntaxException("the JSON ends too early");
    }
    return switch (next) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> taken(new Json.Str(TextDecoder.checked(text())));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> taken(number());
      case VALUE_TRUE -> taken(new Json.Bool(true));
      case VALUE_FALSE -> taken(new Json.Bool(false));
      case VALUE_NULL -> taken(Json.ofNull());
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value comes next but " + next);
    };
  }

  private Json taken(Json value) throws IOException {
    advance();
    return value;
  }

  private Json object() throws IOException {
    Map<String, Json> members = new LinkedHashMap<>();
    beginObject();
    for (Optional<String> name = nextName(); name.isPresent(); name = nextName()) {
      members.put(name.get(), value());
    }
    return new Json.Obj(members);
  }

  private Json array() throws IOException {
    List<Json> elements = new ArrayList<>(2);
    advance();
    while (next != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    advance();
    return new Json.Arr(elements);
  }

  /** {@link JsonReader} decides on numbers whose value is no plain integer. */
  private Json number() throws IOException {
    String text = text();
    return next == JsonToken.VALUE_NUMBER_INT && text.length() < SHORT_NUMBER_CHARACTERS
        ? new Json.Int(Long.parseLong(text))
        : JsonReader.parse(text);
  }

  /**
   * To be called after the value was taken.
   *
   * @throws JsonSyntaxException if anything but space follows it
   */
  public void end() throws IOException {
    if (next != null) {
      throw new JsonSyntaxException("more than one JSON value");
    }
  }

  /** Closes the text, too. */
  @Override
  public void close() throws IOException {
    parser.close();
  }
}
