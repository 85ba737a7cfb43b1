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
    System.out.println("differential convert -Dvtepd.seed=" + seed);
    // The original may die when it converts a database with references.
    Json.Obj schemaJson =
        new RandomSchemas(new SplittableRandom(seed)).withoutReferences("db" + seed);
    try (ServerPair servers = ServerPair.create(folder, List.of(schemaJson))) {
      ConversionRun run = new ConversionRun(servers, schemaJson, seed);
      DatabaseSchema schema = run.run(CONVERSIONS);
      System.out.println("  " + run.tally());
      assertThat(run.tally().of("conversion")).isGreaterThan(CONVERSIONS / 10);
      Contents contents = Contents.of(servers.original(), schema);
      new FileExchange(servers, Map.of(schema, contents)).check(folder);
    }
  }
}
