package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Any bytes are values, or a {@link JsonSyntaxException}, however they are cut into pieces. */
class JsonReaderFuzzTest {

  private static final JsonLimits SMALL = new JsonLimits(4_096, 50);

  /** What a stream holds up to its first fault. */
  private record Reading(List<Json> values, boolean broken) {}

  @FuzzTest(maxDuration = "3m")
  void piecesMakeNoDifferenceAndValuesSurviveWriting(byte[] input) throws Exception {
    Reading whole = read(input, Math.max(1, input.length));
    for (int piece : new int[] {1, 2, 7}) {
      assertThat(read(input, piece)).isEqualTo(whole);
    }
    for (Json value : whole.values()) {
      // Not the value: a real without a fraction prints as an integer, and reads as one.
      String text = text(value);
      assertThat(text(JsonReader.parse(text))).isEqualTo(text);
    }
  }

  private static String text(Json value) {
    // Reals are printed with 15 digits to clients, and with all of them to files.
    return new String(new JsonWriter(true).json(value).toByteArray(), StandardCharsets.UTF_8);
  }

  private static Reading read(byte[] input, int piece) {
    List<Json> values = new ArrayList<>();
    try (JsonReader reader = new JsonReader(SMALL)) {
      for (int at = 0; at < input.length; at += piece) {
        reader.feed(input, at, Math.min(piece, input.length - at));
        for (Optional<Json> next = reader.next(); next.isPresent(); next = reader.next()) {
          values.add(next.get());
        }
      }
      return new Reading(values, false);
    } catch (JsonSyntaxException e) {
      return new Reading(values, true);
    }
  }
}
