package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Compares with another parser: random values, cut anywhere, and the same with a byte changed. */
class JsonReaderPropertyTest {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String[] WORDS = {
    "uuid",
    "set",
    "map",
    "insert",
    "row",
    "",
    "a",
    "\u00e4",
    "\u20ac",
    "\ud83d\ude00",
    "\"",
    "\\",
    "\n",
    "\u0001",
    "/",
    "Ucast_Macs_Remote",
    "0123456789012345678901234567890123456789",
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "7",
    "-12",
    "1.5",
    "1e3",
    "1E-2",
    "123456789012345678",
    "1234567890123456789",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "0.0",
    "12345678.25e2",
  };
  private static final String CHANGES = "{}[],:\"\\ 0179eE+-.tfnu/\u007f\t\n";

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 4 : 7)) {
      case 0 -> text(random);
      case 1 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 2 -> random.nextBoolean() ? "true" : "false";
      case 3 -> "null";
      case 4, 5 -> {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          elements.add(value(random, depth + 1));
        }
        yield "[" + String.join(random.nextBoolean() ? "," : " , ", elements) + "]";
      }
      default -> {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(random.nextInt(4) == 0 ? 20 : 4); i > 0; i--) {
          members.add(
              text(random) + (random.nextBoolean() ? ":" : " :\n") + value(random, depth + 1));
        }
        yield "{" + String.join(",", members) + "}";
      }
    };
  }

  private static String text(Random random) {
    String plain = WORDS[random.nextInt(WORDS.length)] + WORDS[random.nextInt(WORDS.length)];
    String text = Json.of(plain).toText();
    return random.nextInt(4) == 0 ? text.replace("a", "\\u0061").replace("/", "\\/") : text;
  }

  private static Optional<Json> read(byte[] bytes, Random random) {
    try (JsonReader reader = new JsonReader(JsonLimits.DEFAULT)) {
      Optional<Json> found = Optional.empty();
      int from = 0;
      while (from < bytes.length) {
        int length = Math.min(bytes.length - from, 1 + random.nextInt(random.nextInt(60) + 1));
        reader.feed(bytes, from, length);
        from += length;
        if (from == bytes.length) {
          reader.endOfInput();
        }
        for (Optional<Json> next = reader.next(); next.isPresent(); next = reader.next()) {
          if (found.isPresent()) {
            return Optional.empty();
          }
          found = next;
        }
      }
      return reader.isInsideValue() ? Optional.empty() : found;
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<Json> expected(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      Json value = tree(parser);
      return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
    } catch (IOException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Json tree(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_ARRAY -> {
        List<Json> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(tree(parser));
        }
        yield new Json.Arr(elements);
      }
      case START_OBJECT -> {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = checked(parser.currentName());
          parser.nextToken();
          members.put(name, tree(parser));
        }
        yield new Json.Obj(members);
      }
      case VALUE_STRING -> Json.of(checked(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> Json.of(parser.getBooleanValue());
      case VALUE_NULL -> Json.ofNull();
      default -> throw new IOException("the text ends");
    };
  }

  private static String checked(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    boolean whole = new String(utf8, StandardCharsets.UTF_8).equals(text);
    if (!whole || text.indexOf('\0') >= 0) {
      throw new IOException("no OVSDB string");
    }
    return text;
  }

  private static Json number(String text) throws IOException {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new IOException("out of range");
    }
    if (value != Math.rint(value) || Math.abs(value) > 0x1p63) {
      return new Json.Real(value);
    }
    try {
      return Json.of(new BigDecimal(text).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      return new Json.Real(value);
    }
  }

  @RepeatedTest(20)
  void readsWhatAnotherParserReads(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      String text = value(random, 0);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat(expected(bytes)).as("seed %s, %s", seed, text).isPresent();
      assertThat(read(bytes, random)).as("seed %s, %s", seed, text).isEqualTo(expected(bytes));
      byte change = (byte) CHANGES.charAt(random.nextInt(CHANGES.length()));
      bytes[random.nextInt(bytes.length)] =
          random.nextInt(8) == 0 ? (byte) random.nextInt(256) : change;
      assertThat(read(bytes, random))
          .as("seed %s, %s", seed, new String(bytes, StandardCharsets.ISO_8859_1))
          .isEqualTo(expected(bytes));
    }
  }
}
