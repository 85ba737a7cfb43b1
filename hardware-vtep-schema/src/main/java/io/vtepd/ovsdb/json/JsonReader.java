package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.json.JsonSyntaxException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads JSON values that follow one another on a stream, from whatever pieces arrive: RFC 7047
 * section 4 puts no framing between messages but the end of the JSON object itself.
 *
 * <p>Goes on where it stopped: a piece may end anywhere, and only the beginning of a name, a string
 * or a number that it cuts is kept until the next one.
 *
 * <p>Not for more than one thread. After a {@link JsonSyntaxException} it must not be used again.
 */
public final class JsonReader implements AutoCloseable {

  private static final int NUMBER_CHARACTERS = 1000;
  private static final byte[] NOTHING = new byte[0];

  private final JsonLimits limits;
  private final TreeBuilder tree = new TreeBuilder();
  private final TextDecoder texts = new TextDecoder();

  private Expected expected = Expected.VALUE;

  /** What is not read yet stands from {@code at} to {@code end}. */
  private byte[] input = NOTHING;

  private int at;
  private int end;

  /** Whether the input is a piece of somebody else's. */
  private boolean borrowed;

  /** Where {@code input[0]} stands on the stream. */
  private long inputOffset;

  private long valueOffset;
  private boolean ended;

  /** How much of a cut string was looked at, and whether that was plain ASCII. */
  private int scanned;

  private boolean plain = true;

  /** What may come next, beside blanks. */
  private enum Expected {
    VALUE,
    VALUE_OR_END,
    NAME,
    NAME_OR_END,
    COLON,
    COMMA_OR_END
  }

  public JsonReader(JsonLimits limits) {
    this.limits = limits;
  }

  /** The one value that a whole text holds. */
  public static Json parse(String text) throws JsonSyntaxException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    JsonReader reader = new JsonReader(JsonLimits.DEFAULT);
    reader.feed(bytes, 0, bytes.length);
    reader.endOfInput();
    Optional<Json> first = reader.next();
    if (first.isPresent() && (reader.next().isPresent() || reader.isInsideValue())) {
      throw new JsonSyntaxException("more than one JSON value");
    }
    return first.orElseThrow(() -> new JsonSyntaxException("no complete JSON value"));
  }

  /**
   * Gives the next piece. Every value of the piece before must have been taken by {@link #next}.
   *
   * @param bytes must stay unchanged until {@link #next} has returned empty
   */
  public void feed(byte[] bytes, int offset, int length) {
    int left = end - at;
    inputOffset += at;
    if (left == 0) {
      inputOffset -= offset;
      input = bytes;
      at = offset;
      end = offset + length;
      borrowed = true;
      return;
    }
    int wanted = Math.addExact(left, length);
    byte[] joined = wanted <= input.length ? input : new byte[Math.max(wanted, 2 * left)];
    System.arraycopy(input, at, joined, 0, left);
    System.arraycopy(bytes, offset, joined, left, length);
    input = joined;
    at = 0;
    end = wanted;
  }

  /** Says that nothing follows: a number at the very end is complete now. */
  public void endOfInput() {
    ended = true;
  }

  /** Whether a value has begun and is not complete. */
  public boolean isInsideValue() {
    return !tree.isEmpty() || at < end;
  }

  /** Bytes of a value that has begun and is not complete. */
  public long unfinishedBytes() {
    return isInsideValue() ? inputOffset + end - valueOffset : 0;
  }

  /** The next complete value, or empty when more bytes are needed. */
  public Optional<Json> next() throws JsonSyntaxException {
    while (at < end) {
      byte c = input[at];
      Json value = null;
      switch (c) {
        case ' ', '\n', '\r', '\t' -> at++;
        case '{' -> begin(true);
        case '[' -> begin(false);
        case '}' -> value = endObject();
        case ']' -> value = endArray();
        case ',' -> comma();
        case ':' -> colon();
        case '"' -> {
          requireText();
          int close = closingQuote();
          if (close < 0) {
            return more();
          }
          value = string(close);
        }
        default -> {
          int after = afterWord();
          if (after == end && !ended) {
            return more();
          }
          value = word(after);
        }
      }
      if (value != null) {
        if (tree.isEmpty()) {
          return Optional.of(complete(value));
        }
        tree.add(value);
        expected = Expected.COMMA_OR_END;
      }
    }
    return more();
  }

  private Json complete(Json value) throws JsonSyntaxException {
    checkSize(at);
    valueOffset = inputOffset + at;
    expected = Expected.VALUE;
    return value;
  }

  /** Keeps what is left of the piece, for it is not ours. */
  private Optional<Json> more() throws JsonSyntaxException {
    checkSize(end);
    if (borrowed) {
      inputOffset += at;
      input = at < end ? Arrays.copyOfRange(input, at, end) : NOTHING;
      end -= at;
      at = 0;
      borrowed = false;
    }
    return Optional.empty();
  }

  private void checkSize(int upTo) throws JsonSyntaxException {
    if (inputOffset + upTo - valueOffset > limits.valueBytes()) {
      throw new JsonSyntaxException(
          Kind.TOO_LARGE, "a JSON value of over " + limits.valueBytes() + " bytes");
    }
  }

  private void begin(boolean object) throws JsonSyntaxException {
    requireValue();
    if (tree.depth() == limits.nestingDepth()) {
      throw new JsonSyntaxException(
          Kind.TOO_DEEP, "invalid JSON: nested deeper than " + limits.nestingDepth() + " levels");
    }
    tree.begin(object);
    expected = object ? Expected.NAME_OR_END : Expected.VALUE_OR_END;
    at++;
  }

  private Json endObject() throws JsonSyntaxException {
    require(
        expected == Expected.NAME_OR_END || expected == Expected.COMMA_OR_END && tree.isInObject());
    at++;
    return tree.endObject();
  }

  private Json endArray() throws JsonSyntaxException {
    require(
        expected == Expected.VALUE_OR_END
            || expected == Expected.COMMA_OR_END && !tree.isInObject());
    at++;
    return tree.endArray();
  }

  private void comma() throws JsonSyntaxException {
    require(expected == Expected.COMMA_OR_END);
    expected = tree.isInObject() ? Expected.NAME : Expected.VALUE;
    at++;
  }

  private void colon() throws JsonSyntaxException {
    require(expected == Expected.COLON);
    expected = Expected.VALUE;
    at++;
  }

  private void requireValue() throws JsonSyntaxException {
    require(expected == Expected.VALUE || expected == Expected.VALUE_OR_END);
  }

  private void requireText() throws JsonSyntaxException {
    require(expected != Expected.COLON && expected != Expected.COMMA_OR_END);
  }

  private void require(boolean condition) throws JsonSyntaxException {
    if (!condition) {
      throw unexpected(at);
    }
  }

  private JsonSyntaxException unexpected(int place) {
    int c = input[place] & 0xff;
    String what = c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : String.format("byte 0x%02x", c);
    return new JsonSyntaxException(
        "invalid JSON: unexpected " + what + " at byte " + (inputOffset + place - valueOffset));
  }

  /** The place of the quote that ends the string here; negative if it has not come yet. */
  private int closingQuote() throws JsonSyntaxException {
    byte[] bytes = input;
    int to = end;
    int i = afterPlain(bytes, at + Math.max(scanned, 1), to);
    while (i < to && bytes[i] != '"') {
      byte c = bytes[i];
      if (c >= 0 && c < ' ') {
        throw unexpected(i);
      }
      plain = false;
      if (c == '\\' && i + 1 == to) {
        // The escape is cut: it will be looked at again as a whole.
        break;
      }
      i = afterPlain(bytes, c == '\\' ? i + 2 : i + 1, to);
    }
    if (i < to && bytes[i] == '"') {
      scanned = 0;
      return i;
    }
    scanned = i - at;
    return -1;
  }

  /** The first place from which something else stands than plain ASCII. */
  private static int afterPlain(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  /** A string as a value, or null if it is a name. */
  private Json string(int close) throws JsonSyntaxException {
    int from = at + 1;
    Json.Str text = plain ? texts.ascii(input, from, close) : texts.decode(input, from, close);
    plain = true;
    at = close + 1;
    if (expected == Expected.VALUE || expected == Expected.VALUE_OR_END) {
      return text;
    }
    tree.add(text.value());
    expected = Expected.COLON;
    return null;
  }

  /** Behind a number, {@code true}, {@code false} or {@code null}. */
  private int afterWord() throws JsonSyntaxException {
    int most = (int) Math.min(end, at + (long) NUMBER_CHARACTERS + 1);
    int i = at;
    while (i < most && isWordCharacter(input[i])) {
      i++;
    }
    if (i == at || i - at > NUMBER_CHARACTERS) {
      throw unexpected(at);
    }
    return i;
  }

  private static boolean isWordCharacter(byte c) {
    return c >= '0' && c <= '9'
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '-'
        || c == '+'
        || c == '.';
  }

  private Json word(int after) throws JsonSyntaxException {
    requireValue();
    byte first = input[at];
    Json value;
    if (first == '-' || first >= '0' && first <= '9') {
      value = Numbers.parse(input, at, after);
    } else {
      String text = new String(input, at, after - at, StandardCharsets.US_ASCII);
      value =
          switch (text) {
            case "true" -> Json.of(true);
            case "false" -> Json.of(false);
            case "null" -> Json.ofNull();
            default -> throw unexpected(at);
          };
    }
    at = after;
    return value;
  }

  /** Lets go of what was read. */
  @Override
  public void close() {
    input = NOTHING;
    at = 0;
    end = 0;
  }
}
