package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages that are spoiled, split, cut short or many at a time: both servers answer the same, and
 * close the connection after the same ones.
 */
@Tag("system")
class FramingDifferentialTest {

  private static final int CASES = Seeds.requestsOrElse(2000);

  static LongStream seeds() {
    return Seeds.orElse(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void bothServersAnswerAndCloseAlike(long seed, @TempDir Path folder) throws Exception {
    System.out.println("differential framing -Dvtepd.seed=" + seed);
    Map<WireStage.Fate, Integer> fates = new EnumMap<>(WireStage.Fate.class);
    WireCases cases = new WireCases(new SplittableRandom(seed));
    try (ServerPair servers = ServerPair.create(folder, List.of(Resources.schema("torture")));
        WireStage original = new WireStage(servers.original());
        WireStage ours = new WireStage(servers.ours())) {
      for (int i = 0; i < CASES; i++) {
        List<byte[]> pieces = cases.next();
        WireStage.Outcome expected = original.play(pieces, Optional.empty());
        assertThat(ours.play(pieces, Optional.of(expected.fate())))
            .as("case %d of seed %d, %d pieces: %s", i, seed, pieces.size(), text(pieces))
            .isEqualTo(expected);
        fates.merge(expected.fate(), 1, Integer::sum);
      }
    }
    System.out.println("  " + fates);
    assertThat(fates).hasSize(WireStage.Fate.values().length);
  }

  /** As JSON, since it may hold anything. */
  private static String text(List<byte[]> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return Json.of(all.toString(StandardCharsets.UTF_8)).toText();
  }
}
