package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.database.Database;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.json.ResultJson;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine and ovsdb-server get the same random transactions and must answer the same. */
@Tag("system")
class RandomDifferentialTest {

  private static final int TRANSACTIONS = 5000;
  private static final int BETWEEN_DUMPS = 100;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  private final Transactor transactor = new Transactor(random);
  private final Database database = new Database(Snapshot.empty(Transcript.schema()));

  @Test
  void answersAsOvsdbServerDoes(@TempDir Path directory) throws Exception {
    System.out.println("RandomDifferentialTest seed " + seed);
    RandomTransactions transactions = new RandomTransactions(random);
    try (ReferenceServer server = new ReferenceServer(directory, Transcript.schemaJson())) {
      for (int i = 0; i < TRANSACTIONS; i++) {
        compare(server, i % BETWEEN_DUMPS == 0 ? dump() : transactions.nextWithoutWeakDefect(), i);
      }
      compare(server, dump(), TRANSACTIONS);
    }
  }

  private void compare(ReferenceServer server, List<Json> operations, int number) throws Exception {
    Transcript one = new Transcript("", List.of(new Transcript.Step(operations, Json.array())));
    TranscriptNormalizer normalizer = new TranscriptNormalizer(one);
    Json theirs = normalizer.normalize(server.transact(operations), operations);
    Json ours = normalizer.normalize(execute(operations), operations);
    assertThat(ours.toText())
        .as("seed %s, transaction %s: %s", seed, number, new Json.Arr(operations).toText())
        .isEqualTo(theirs.toText());
  }

  private Json execute(List<Json> operations) throws Exception {
    Outcome outcome =
        transactor.execute(
            database,
            Transaction.parse(
                database.schema(), operations, LockView.NONE, Access.READ_WRITE, Optional.empty()),
            0);
    TransactionResult result =
        switch (outcome) {
          case Outcome.Ready ready -> {
            database.publish(ready.commit());
            yield ready.commit().result();
          }
          case Outcome.Refused refused -> refused.result();
          case Outcome.Waiting ignored -> throw new AssertionError("nothing waits");
        };
    JsonWriter out = new JsonWriter();
    ResultJson.write(out, result);
    return JsonReader.parse(out.toString());
  }

  /** Selects everything but the versions, which are random. */
  private List<Json> dump() throws Exception {
    List<Json> operations = new ArrayList<>();
    for (TableSchema table : database.schema().tables()) {
      List<Json> columns = new ArrayList<>(List.of(Json.of("_uuid")));
      table.columns().forEach(column -> columns.add(Json.of(column.name())));
      operations.add(
          JsonReader.parse(
              "{\"op\":\"select\",\"where\":[],\"table\":\""
                  + table.name()
                  + "\",\"columns\":"
                  + new Json.Arr(columns).toText()
                  + "}"));
    }
    return operations;
  }
}
