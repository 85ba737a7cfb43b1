package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.database.SchemaConversion;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.MergedChanges;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** What is carried over change by change is what a conversion of the whole would make. */
class LiveConversionPropertyTest {

  private static final int SCHEMAS = 100;
  private static final int ROUNDS = 12;
  private static final int MOST_TRANSACTIONS = 6;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  private final RandomTransactions transactions = new RandomTransactions(random);
  private final Transactor transactor = new Transactor(random);
  private Database database = new Database(Snapshot.empty(Transcript.schema()));
  private int followed;
  private int refused;
  private int begunAnew;

  @Test
  void followedContentsAreConvertedContents() throws Exception {
    System.out.println("LiveConversionPropertyTest seed " + seed);
    for (int i = 0; i < SCHEMAS; i++) {
      if (i % 20 == 0) {
        database = new Database(Snapshot.empty(Transcript.schema()));
      }
      DatabaseSchema other = SchemaJson.parse(edited());
      LiveConversion conversion = new LiveConversion(database.schema(), other, random);
      commit();
      if (converts(() -> conversion.begin(database.snapshot()), other)) {
        follow(conversion, other);
      }
    }
    System.out.println(
        followed + " followed, " + begunAnew + " begun anew, " + refused + " refused");
    assertThat(followed).isGreaterThan(SCHEMAS);
    assertThat(refused).isPositive();
    assertThat(begunAnew).isPositive();
  }

  private void follow(LiveConversion conversion, DatabaseSchema other) throws Exception {
    assertConverted(conversion, other);
    boolean good = true;
    for (int round = 0; round < ROUNDS && good; round++) {
      MergedChanges changes = commit();
      if (conversion.canFollow()) {
        followed++;
        Snapshot before = conversion.database().snapshot();
        good =
            converts(
                () -> {
                  var told = conversion.follow(changes.take());
                  assertSame(before.apply(told), conversion.database().snapshot());
                },
                other);
      } else {
        begunAnew++;
        good = converts(() -> conversion.begin(database.snapshot()), other);
      }
      if (good) {
        assertConverted(conversion, other);
      }
    }
  }

  @FunctionalInterface
  private interface Attempt {
    void run() throws OvsdbException;
  }

  /** Whether it went well, as it does if the whole can be converted. */
  private boolean converts(Attempt attempt, DatabaseSchema other) {
    Optional<String> error = errorOf(attempt);
    Optional<String> expected =
        errorOf(() -> SchemaConversion.convert(database.snapshot(), other, random));
    assertThat(error).as("seed %d", seed).isEqualTo(expected);
    refused += error.isPresent() ? 1 : 0;
    return error.isEmpty();
  }

  private static Optional<String> errorOf(Attempt attempt) {
    try {
      attempt.run();
      return Optional.empty();
    } catch (OvsdbException e) {
      return Optional.of(e.error().tag());
    }
  }

  private void assertConverted(LiveConversion conversion, DatabaseSchema other) throws Exception {
    Snapshot whole = SchemaConversion.convert(database.snapshot(), other, random).snapshot();
    assertSame(conversion.database().snapshot(), whole);
    InvariantCheck.check(conversion.database());
  }

  private void assertSame(Snapshot left, Snapshot right) {
    for (TableSchema table : left.schema().tables()) {
      assertThat(contents(left, table)).as("seed %d", seed).isEqualTo(contents(right, table));
    }
  }

  private static Map<Object, List<?>> contents(Snapshot snapshot, TableSchema table) {
    Map<Object, List<?>> rows = new LinkedHashMap<>();
    snapshot
        .rows(table)
        .forEach(
            (Row row) -> rows.put(row.uuid(), table.columns().stream().map(row::get).toList()));
    return rows;
  }

  private MergedChanges commit() throws Exception {
    MergedChanges merged = new MergedChanges();
    int count = 1 + random.nextInt(MOST_TRANSACTIONS);
    for (int i = 0; i < count; i++) {
      Transaction transaction =
          Transaction.parse(
              database.schema(),
              transactions.next(),
              LockView.NONE,
              Access.READ_WRITE,
              Optional.empty());
      if (transactor.execute(database, transaction, 0) instanceof Outcome.Ready ready) {
        database.publish(ready.commit());
        merged.add(ready.commit().changes());
      }
    }
    return merged;
  }

  /** The transcripts' schema without some columns, with other roots, indexes and limits. */
  private Json edited() throws Exception {
    Json.Obj schema = (Json.Obj) Transcript.schemaJson();
    Map<String, Json> tables = new LinkedHashMap<>();
    object(schema, "tables")
        .members()
        .forEach((name, table) -> {
          if (!name.equals("A") || random.nextBoolean()) {
            tables.put(name, editedTable((Json.Obj) table));
          }
        });
    return with(schema, "tables", new Json.Obj(tables));
  }

  private Json editedTable(Json.Obj table) {
    Map<String, Json> columns = new LinkedHashMap<>(object(table, "columns").members());
    // An ephemeral one may be in no index.
    List<String> names = columns.keySet().stream().filter(name -> !name.equals("ep")).toList();
    String some = names.get(random.nextInt(names.size()));
    Json.Obj edited = table;
    switch (random.nextInt(16)) {
      case 0 -> edited = with(table, "isRoot", Json.of(random.nextBoolean()));
      case 1 -> edited = with(table, "indexes", Json.array(Json.array(Json.of(some))));
      case 2 -> edited = with(table, "maxRows", Json.of(1 + random.nextInt(8)));
      case 3, 4 -> {
        if (columns.size() > 1) {
          columns.remove(some);
          edited = without(table, "indexes");
        }
      }
      case 5 -> columns.put("added", new Json.Obj(Map.of("type", Json.of("integer"))));
      default -> {}
    }
    return with(edited, "columns", new Json.Obj(columns));
  }

  private static Json.Obj object(Json.Obj in, String name) {
    return (Json.Obj) in.get(name).orElseThrow();
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  private static Json.Obj without(Json.Obj object, String name) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.remove(name);
    return new Json.Obj(members);
  }
}
