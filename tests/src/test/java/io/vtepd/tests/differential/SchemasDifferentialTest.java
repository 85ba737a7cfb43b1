package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random transactions under random monitors, on random schemas, all served at the same time. */
@Tag("system")
class SchemasDifferentialTest {

  private static final int REQUESTS = Seeds.requestsOrElse(2_000);

  @Test
  void bothServersAnswerAlikeWhateverTheSchema(@TempDir Path folder) throws Exception {
    List<Long> seeds = Seeds.orElse(6).boxed().toList();
    List<Json> schemas =
        seeds.stream()
            .<Json>map(seed -> new RandomSchemas(new SplittableRandom(seed)).schema("db" + seed))
            .toList();
    Map<DatabaseSchema, Contents> contents = new LinkedHashMap<>();
    try (ServerPair servers = ServerPair.create(folder, schemas)) {
      for (int i = 0; i < seeds.size(); i++) {
        long seed = seeds.get(i);
        DatabaseSchema schema = SchemaJson.parse(schemas.get(i));
        System.out.println("differential -Dvtepd.seed=" + seed + " " + schemas.get(i).toText());
        assertThat(schemaOf(servers.ours(), schema.name()))
            .as("get_schema")
            .isEqualTo(schemaOf(servers.original(), schema.name()));
        TransactionRun.Outcome outcome = new TransactionRun(servers, schema, seed).run(REQUESTS);
        System.out.println("  " + outcome.committed() + " of " + REQUESTS + " committed");
        contents.put(schema, outcome.contents());
      }
      new FileExchange(servers, contents).check(folder);
    }
  }

  private static Json schemaOf(OvsdbProcess server, String database) throws IOException {
    try (JsonRpcPeer peer = server.connect()) {
      return peer.call("get_schema", Json.of(database));
    }
  }
}
