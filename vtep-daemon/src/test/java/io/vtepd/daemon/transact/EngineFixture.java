package io.vtepd.daemon.transact;

import io.vtepd.daemon.database.Database;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.json.ResultJson;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;

/**
 * A database with the transcripts' schema, and transactions as text. JSON is written with single
 * quotes both ways.
 */
final class EngineFixture {

  private final Database database;
  private final Transactor transactor;
  private final Set<String> locks = new HashSet<>();
  private Optional<Outcome> last = Optional.empty();

  EngineFixture() {
    this(Transcript.schema());
  }

  EngineFixture(DatabaseSchema schema) {
    this(schema, new Transactor(RandomGeneratorFactory.of("L64X128MixRandom").create(1)));
  }

  EngineFixture(DatabaseSchema schema, Transactor transactor) {
    this.database = new Database(Snapshot.empty(schema));
    this.transactor = transactor;
  }

  Database database() {
    return database;
  }

  /** The locks that the session owns. */
  Set<String> locks() {
    return locks;
  }

  /** Executes a transaction, publishes it if it is ready, and gives the results. */
  String run(String... operations) {
    Outcome outcome = execute(transaction(operations), 0);
    return switch (outcome) {
      case Outcome.Ready ready -> text(ready.commit().result());
      case Outcome.Refused refused -> text(refused.result());
      case Outcome.Waiting waiting -> "waiting " + waiting.timeoutMs();
    };
  }

  Transaction transaction(String... operations) {
    List<Json> json = new ArrayList<>();
    for (String operation : operations) {
      json.add(parse(operation));
    }
    return Transaction.parse(
        database.schema(), json, locks::contains, Access.READ_WRITE, Optional.empty());
  }

  /** Executes a transaction and publishes it if it is ready. */
  Outcome execute(Transaction transaction, long elapsedMs) {
    Outcome outcome = transactor.execute(database, transaction, elapsedMs);
    if (outcome instanceof Outcome.Ready ready) {
      database.publish(ready.commit());
      InvariantCheck.check(database);
    }
    last = Optional.of(outcome);
    return outcome;
  }

  /** What the last transaction changed, which was committed. */
  ChangeSet lastChanges() {
    return ((Outcome.Ready) last.orElseThrow()).commit().changes();
  }

  /** The value of a column in a table of one row. */
  String value(String table, String column) {
    String result =
        run("{'op':'select','table':'%s','where':[],'columns':['%s']}".formatted(table, column));
    String head = "[{'rows':[{'" + column + "':";
    if (!result.startsWith(head)) {
      throw new AssertionError(result);
    }
    return result.substring(head.length(), result.length() - "}]}]".length());
  }

  static Json parse(String text) {
    try {
      return JsonReader.parse(text.replace('\'', '"'));
    } catch (JsonSyntaxException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static String text(TransactionResult result) {
    JsonWriter out = new JsonWriter();
    ResultJson.write(out, result);
    return out.toString().replace('"', '\'');
  }
}
