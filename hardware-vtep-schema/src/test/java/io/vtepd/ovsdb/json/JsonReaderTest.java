package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  private static List<Json> readInPieces(byte[] bytes, int... cuts) throws Exception {
    List<Json> values = new ArrayList<>();
    try (JsonReader reader = new JsonReader(JsonLimits.DEFAULT)) {
      int from = 0;
      for (int i = 0; i <= cuts.length; i++) {
        int to = i < cuts.length ? cuts[i] : bytes.length;
        reader.feed(bytes, from, to - from);
        Optional<Json> value = reader.next();
        while (value.isPresent()) {
          values.add(value.get());
          value = reader.next();
        }
        from = to;
      }
    }
    return values;
  }

  @Test
  void valuesMayBeCutAtEveryByte() throws Exception {
    String text =
        "{\"a\":[1,-2.5e3,true,null],\"\\u00e9\\\"\\\\\":\"\u00e4\u20ac\ud83d\ude00\\ud83d\\ude00\"}"
            + " []\n{\"n\":1234567890123}";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<Json> whole = readInPieces(bytes);
    assertThat(whole).hasSize(3);
    for (int first = 1; first < bytes.length; first++) {
      assertThat(readInPieces(bytes, first)).as("cut at %s", first).isEqualTo(whole);
    }
    int[] everywhere = new int[bytes.length - 1];
    for (int i = 0; i < everywhere.length; i++) {
      everywhere[i] = i + 1;
    }
    assertThat(readInPieces(bytes, everywhere)).isEqualTo(whole);
  }

  @Test
  void thousandsOfValuesInOnePiece() throws Exception {
    byte[] bytes = "{\"id\":1}".repeat(5000).getBytes(StandardCharsets.UTF_8);
    assertThat(readInPieces(bytes)).hasSize(5000);
  }

  @Test
  void lastOfEqualNamesWins() throws Exception {
    assertThat(JsonReader.parse("{\"a\":1,\"b\":2,\"a\":3}").toText())
        .isEqualTo("{\"a\":3,\"b\":2}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "1.0, 1",
    "1e2, 100",
    "15e1, 150",
    "1500e-1, 150",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775807.0, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "9007199254740993, 9007199254740993",
    "900719925474099.3e1, 9007199254740993",
    "1.00000000000000000000, 1",
    "1000000000000000000000e-21, 1",
    "0e400, 0",
  })
  void numbersWithWholeValuesAreIntegers(String text, long value) throws Exception {
    assertThat(JsonReader.parse(text)).isEqualTo(new Json.Int(value));
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 1.5",
    "9223372036854775808, 9.223372036854775808e18",
    "-9223372036854775809, -9.223372036854775808e18",
    "18446744073709551616, 18446744073709551616",
    "1e-308, 1e-308",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "1e-400, 0",
    "1e-99999999999, 0",
    "0e99999999999, 0",
    "1.00000000000000000001, 1",
    "0.99999999999999999999, 1",
    "4503599627370496.5, 4503599627370496",
  })
  void otherNumbersAreReals(String text, double value) throws Exception {
    assertThat(JsonReader.parse(text)).isEqualTo(new Json.Real(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e309",
        "-1e309",
        "01",
        "+1",
        "1.",
        ".5",
        "NaN",
        "nul",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\" 1}",
        "'a'",
        "\"\\x41\"",
        "\"\\'\"",
        "\"\t\"",
        "\"\\u0000\"",
        "\"\\ud83d\"",
        "\"\\ud83dx\"",
        "\"\\ude00\"",
        "[1] [2]",
        "{",
        "",
        "// comment\n1",
      })
  void whatIsNoJsonIsRefused(String text) {
    assertThatThrownBy(() -> JsonReader.parse(text)).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void invalidUtf8IsRefused() {
    byte[][] bad = {
      {'"', (byte) 0xff, '"'},
      {'"', (byte) 0xc0, (byte) 0x80, '"'},
      {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
      {'"', (byte) 0x80, '"'},
    };
    for (byte[] bytes : bad) {
      assertThatThrownBy(() -> readInPieces(bytes)).isInstanceOf(JsonSyntaxException.class);
    }
  }

  @Test
  void nestingEndsAtItsLimit() throws Exception {
    assertThat(JsonReader.parse("[".repeat(1000) + "]".repeat(1000))).isInstanceOf(Json.Arr.class);
    assertThatThrownBy(() -> JsonReader.parse("[".repeat(1001) + "]".repeat(1001)))
        .isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void tooLongAValueIsRefusedBeforeItIsComplete() throws Exception {
    try (JsonReader reader = new JsonReader(new JsonLimits(100, 10))) {
      byte[] bytes = ("[" + "1,".repeat(60)).getBytes(StandardCharsets.UTF_8);
      reader.feed(bytes, 0, bytes.length);
      assertThatThrownBy(reader::next).isInstanceOf(JsonSyntaxException.class);
    }
  }

  @Test
  void unusualButValidCharactersStay() throws Exception {
    assertThat(JsonReader.parse("\"\u007f\uffff\\u0001\\/\""))
        .isEqualTo(Json.of("\u007f\uffff\u0001/"));
  }
}
