package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

  @Test
  void writesEveryKindOfValue() {
    Json json =
        new Json.Obj(
            Map.of(
                "a",
                Json.array(
                    Json.ofNull(),
                    Json.of(true),
                    Json.of(false),
                    Json.of(-5),
                    new Json.Real(0.5),
                    Json.emptyObject(),
                    Json.array())));
    assertThat(json.toText()).isEqualTo("{\"a\":[null,true,false,-5,0.5,{},[]]}");
  }

  @Test
  void escapesWhatMustBeEscapedAndNothingElse() {
    assertThat(Json.of("\"\\/\b\f\n\r\t\u0001\u001f\u007f\u00e9\u20ac\ud83d\ude00").toText())
        .isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\u007f\u00e9\u20ac\ud83d\ude00\"");
  }

  @Test
  void stringsReadBackEqual() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("JsonWriterTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        int point = 1 + random.nextInt(random.nextInt(4) == 0 ? 0x10ffff : 0x7f);
        text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 'x' : point);
      }
      Json json = Json.of(text.toString());
      assertThat(JsonReader.parse(json.toText())).isEqualTo(json);
    }
  }

  @Test
  void truncatesAndResets() {
    JsonWriter out = new JsonWriter().raw("[1,").integer(2);
    int mark = out.length();
    out.raw(",3").truncate(mark).raw(']');
    assertThat(out).hasToString("[1,2]");
    assertThat(out.reset().raw("x")).hasToString("x");
  }

  @Test
  void resetGivesUnusualSpaceBack() {
    JsonWriter out = new JsonWriter().raw("x".repeat(3 << 20));
    assertThat(out.reset().raw("x")).hasToString("x");
    assertThat(out.array()).hasSizeLessThan(1 << 20);
  }
}
