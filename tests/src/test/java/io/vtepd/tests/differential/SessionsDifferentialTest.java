package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.SchemaJson;
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

/** Several sessions at a time, with all methods: each hears the same from both servers. */
@Tag("system")
class SessionsDifferentialTest {

  private static final int STEPS = Seeds.requestsOrElse(800);

  static LongStream seeds() {
    return Seeds.orElse(3);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everySessionHearsTheSameInTheSameOrder(long seed, @TempDir Path folder) throws Exception {
    System.out.println("differential sessions -Dvtepd.seed=" + seed);
    Json schemaJson = Resources.schema("sessions");
    DatabaseSchema schema = SchemaJson.parse(schemaJson);
    try (ServerPair servers = ServerPair.create(folder, List.of(schemaJson));
        Stages stages = new Stages(servers, schema.name(), seed)) {
      SessionScript script = new SessionScript(new SplittableRandom(seed), schema);
      for (int i = 0; i < STEPS; i++) {
        stages.perform(script.next()).forEach(script::onClosed);
      }
      System.out.println("  " + stages.tally());
      Contents contents = Contents.of(servers.original(), schema);
      assertThat(Contents.of(servers.ours(), schema)).isEqualTo(contents);
      new FileExchange(servers, Map.of(schema, contents)).check(folder);
    }
  }
}
