package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.database.PreparedCommit;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.json.ResultJson;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.table.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The engine answers as the transcripts of ovsdb-server say. */
class TranscriptTest {

  @TestFactory
  Stream<DynamicTest> answersAsTheTranscriptSays() throws IOException {
    List<Transcript> all = new ArrayList<>();
    for (String file : Transcript.FILES) {
      all.addAll(Transcript.read(file));
    }
    return all.stream().map(t -> DynamicTest.dynamicTest(t.name(), () -> replay(t)));
  }

  private static void replay(Transcript transcript) throws IOException {
    Database database = new Database(Snapshot.empty(Transcript.schema()));
    Transactor transactor = new Transactor(RandomGenerator.of("L64X128MixRandom"));
    TranscriptNormalizer normalizer = new TranscriptNormalizer(transcript);
    for (Transcript.Step step : transcript.steps()) {
      Json result = normalizer.normalize(execute(database, transactor, step), step.operations());
      assertThat(result.toText())
          .as("%s", step.operations().stream().map(Json::toText).toList())
          .isEqualTo(normalizer.normalize(step.result(), step.operations()).toText());
      InvariantCheck.check(database);
    }
  }

  private static Json execute(Database database, Transactor transactor, Transcript.Step step)
      throws IOException {
    Transaction transaction =
        Transaction.parse(
            database.schema(),
            step.operations(),
            LockView.NONE,
            Access.READ_WRITE,
            Optional.empty());
    Outcome outcome = transactor.execute(database, transaction, 0);
    if (outcome instanceof Outcome.Waiting waiting) {
      outcome = transactor.execute(database, transaction, waiting.timeoutMs().orElseThrow());
    }
    return json(
        switch (outcome) {
          case Outcome.Ready(PreparedCommit commit) -> {
            database.publish(commit);
            yield commit.result();
          }
          case Outcome.Refused(TransactionResult result) -> result;
          case Outcome.Waiting ignored -> throw new AssertionError("still waiting");
        });
  }

  private static Json json(TransactionResult result) throws IOException {
    JsonWriter out = new JsonWriter();
    ResultJson.write(out, result);
    return JsonReader.parse(out.toString());
  }
}
