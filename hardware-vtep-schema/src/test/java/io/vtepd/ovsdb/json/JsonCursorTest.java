package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonCursorTest {

  private static Json whole(String text) throws IOException {
    try (JsonCursor cursor = JsonCursor.of(text)) {
      Json value = cursor.value();
      cursor.end();
      return value;
    }
  }

  @Test
  void membersComeOneByOne() throws IOException {
    List<String> seen = new ArrayList<>();
    try (JsonCursor cursor = JsonCursor.of("{\"a\":{\"x\":1,\"y\":[2]},\"b\":null,\"c\":{}}")) {
      cursor.beginObject();
      for (var name = cursor.nextName(); name.isPresent(); name = cursor.nextName()) {
        if (!cursor.isAtObject()) {
          seen.add(name.get() + "=" + cursor.value().toText());
          continue;
        }
        cursor.beginObject();
        for (var inner = cursor.nextName(); inner.isPresent(); inner = cursor.nextName()) {
          seen.add(name.get() + "." + inner.get() + "=" + cursor.value().toText());
        }
      }
      cursor.end();
    }
    assertThat(seen).containsExactly("a.x=1", "a.y=[2]", "b=null");
  }

  @Test
  void valueThatWasNotTakenIsABugOfTheCaller() throws IOException {
    try (JsonCursor cursor = JsonCursor.of("{\"a\":1}")) {
      cursor.beginObject();
      assertThat(cursor.nextName()).contains("a");
      assertThatThrownBy(cursor::nextName).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void whatIsNoObjectOrNotAloneIsRefused() {
    assertThatThrownBy(() -> JsonCursor.of("[1]").beginObject())
        .isInstanceOf(JsonSyntaxException.class);
    assertThatThrownBy(() -> whole("{}{}")).isInstanceOf(JsonSyntaxException.class);
    assertThatThrownBy(() -> whole("")).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void takesAndRefusesWhatTheReaderDoes() {
    List<String> texts =
        new ArrayList<>(
            List.of(
                "1e2",
                "-0",
                "1.5",
                "9223372036854775807.0",
                "9223372036854775808",
                "1e999",
                "\"\\u0000\"",
                "\"\\ud83d\\ude00\"",
                "\"\\ud83d\"",
                "\"\\ude00x\"",
                "\"a\tb\"",
                "{\"\\ud83d\":1}",
                "{\"a\":1,\"a\":2}",
                "[1,]",
                "{,}",
                "nul",
                "tru",
                "\"\\'\"",
                "[".repeat(1001) + "]".repeat(1001),
                "[".repeat(1000) + "]".repeat(1000)));
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String[] pieces = {"{", "}", "[", "]", ",", ":", "\"a\"", "\"\\\\\"", "1", "-2.5", "null", " "};
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(9); j >= 0; j--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      texts.add(text.toString());
    }
    for (String text : texts) {
      assertThat(outcome(() -> whole(text))).as(text).isEqualTo(outcome(() -> read(text)));
    }
  }

  private static Json read(String text) throws IOException {
    // Only what follows a number shows that it has ended.
    return JsonReader.parse(text + " ");
  }

  private interface Parse {
    Json run() throws IOException;
  }

  private static String outcome(Parse parse) {
    try {
      return parse.run().toText();
    } catch (IOException e) {
      assertThat(e).isInstanceOf(JsonSyntaxException.class);
      return "refused";
    }
  }
}
