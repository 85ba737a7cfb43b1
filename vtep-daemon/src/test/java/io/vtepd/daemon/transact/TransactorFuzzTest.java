package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vtepd.daemon.database.Database;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.json.ResultJson;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.table.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;

/** Any JSON is executed or refused with errors, and leaves a database as its schema wants it. */
class TransactorFuzzTest {

  private static final LockView ALL_LOCKS = lock -> true;

  /** The input is an array of transactions, each an array of operations. */
  @FuzzTest(maxDuration = "3m")
  void everyTransactionHasAResultAndTheDatabaseStaysSound(byte[] input) {
    Database database = new Database(Snapshot.empty(Transcript.schema()));
    Transactor transactor = new Transactor(RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    for (Json transaction : elements(input)) {
      if (transaction instanceof Json.Arr operations) {
        execute(database, transactor, operations.elements());
      }
    }
    InvariantCheck.check(database);
  }

  private static List<Json> elements(byte[] input) {
    try {
      Json json = JsonReader.parse(new String(input, StandardCharsets.UTF_8));
      return json instanceof Json.Arr transactions ? transactions.elements() : List.of();
    } catch (JsonSyntaxException e) {
      return List.of();
    }
  }

  private static void execute(Database database, Transactor transactor, List<Json> operations) {
    Transaction transaction =
        Transaction.parse(
            database.schema(), operations, ALL_LOCKS, Access.READ_WRITE, Optional.empty());
    switch (transactor.execute(database, transaction, 0)) {
      case Outcome.Ready ready -> {
        check(ready.commit().result(), operations.size());
        database.publish(ready.commit());
      }
      case Outcome.Refused refused -> check(refused.result(), operations.size());
      case Outcome.Waiting waiting -> assertThat(waiting.timeoutMs()).isNotEqualTo(0L);
    }
  }

  /** One result an operation, one more if the commit was refused; all of it can be written. */
  private static void check(TransactionResult result, int operationCount) {
    assertThat(result.results()).hasSizeBetween(operationCount, operationCount + 1);
    JsonWriter text = new JsonWriter();
    ResultJson.write(text, result);
    try {
      assertThat(JsonReader.parse(text.toString())).isInstanceOf(Json.Arr.class);
    } catch (JsonSyntaxException e) {
      throw new AssertionError(text.toString(), e);
    }
  }
}
