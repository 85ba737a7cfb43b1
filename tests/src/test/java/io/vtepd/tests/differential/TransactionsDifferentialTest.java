package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random transactions under random monitors, on schemas chosen for what they have in them. */
@Tag("system")
class TransactionsDifferentialTest {

  private static final int REQUESTS = Seeds.requestsOrElse(1500);

  static Stream<Arguments> runs() {
    return Stream.of("torture", "hardware_vtep")
        .flatMap(schema -> Seeds.orElse(2).mapToObj(seed -> Arguments.of(schema, seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("runs")
  void bothServersAnswerAlike(String schemaName, long seed, @TempDir Path folder) throws Exception {
    System.out.println("differential " + schemaName + " -Dvtepd.seed=" + seed);
    Json schemaJson = Resources.schema(schemaName);
    DatabaseSchema schema = SchemaJson.parse(schemaJson);
    try (ServerPair servers = ServerPair.create(folder, List.of(schemaJson))) {
      TransactionRun.Outcome outcome = new TransactionRun(servers, schema, seed).run(REQUESTS);
      System.out.println("  " + outcome.committed() + " of " + REQUESTS + " committed");
      assertThat(outcome.committed()).isGreaterThan(REQUESTS / 10);
      new FileExchange(servers, Map.of(schema, outcome.contents())).check(folder);
    }
  }
}
