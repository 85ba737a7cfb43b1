package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Databases that get another schema while they are served: which changes are refused and how, what
 * becomes of the contents, and what each session hears of it.
 */
@Tag("system")
class ConvertDifferentialTest {

  private static final int CONVERSIONS = Seeds.requestsOrElse(25);

  static LongStream seeds() {
    return Seeds.orElse(2);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void bothServersConvertAlike(long seed, @TempDir Path folder) throws Exception {
    Json.Obj schema = new RandomSchemas(new SplittableRandom(seed)).withoutReferences("db" + seed);
    ConversionRun run = convert(seed, schema, folder);
    assertThat(run.isParted()).isFalse();
    assertThat(run.tally().of("conversion")).isGreaterThan(CONVERSIONS / 10);
  }

  /** As far as the original gets, which may die of a conversion. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void referencesAreCarriedOverAlike(long seed, @TempDir Path folder) throws Exception {
    convert(seed, new RandomSchemas(new SplittableRandom(seed)).schema("db" + seed), folder);
  }

  private static ConversionRun convert(long seed, Json.Obj schemaJson, Path folder)
      throws Exception {
    System.out.println("differential convert -Dvtepd.seed=" + seed);
    try (ServerPair servers = ServerPair.create(folder, List.of(schemaJson))) {
      ConversionRun run = new ConversionRun(servers, schemaJson, seed);
      DatabaseSchema schema = run.run(CONVERSIONS);
      System.out.println("  " + run.tally());
      if (run.isParted()) {
        Contents contents = Contents.of(servers.ours(), schema);
        new FileExchange(servers, Map.of(schema, contents)).checkOurs(folder);
      } else {
        Contents contents = Contents.of(servers.original(), schema);
        new FileExchange(servers, Map.of(schema, contents)).check(folder);
      }
      return run;
    }
  }
}
