package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.database.Database;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class TransactorPropertyTest {

  private static final int TRANSACTIONS = 4000;

  @Test
  void everyCommitKeepsTheInvariants() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("TransactorPropertyTest seed " + seed);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    RandomTransactions transactions = new RandomTransactions(random);
    Database database = new Database(Snapshot.empty(Transcript.schema()));
    Transactor transactor = new Transactor(random);
    int commits = 0;
    for (int i = 0; i < TRANSACTIONS; i++) {
      var operations = transactions.next();
      String text = operations.stream().map(Json::toText).toList().toString();
      Snapshot before = database.snapshot();
      Outcome outcome =
          transactor.execute(
              database,
              Transaction.parse(
                  database.schema(),
                  operations,
                  LockView.NONE,
                  Access.READ_WRITE,
                  Optional.empty()),
              0);
      assertThat(database.snapshot()).as(text).isSameAs(before);
      if (outcome instanceof Outcome.Ready ready) {
        commits++;
        for (RowChange change : ready.commit().changes().changes()) {
          assertChange(before, change);
        }
        database.publish(ready.commit());
        try {
          InvariantCheck.check(database);
        } catch (AssertionError e) {
          throw new AssertionError("seed " + seed + ", after " + text, e);
        }
      }
    }
    assertThat(commits).isGreaterThan(TRANSACTIONS / 20);
    assertThatLoadingKeepsEverything(database);
  }

  private static void assertChange(Snapshot before, RowChange change) {
    assertThat(before.row(change.table(), change.uuid())).isEqualTo(change.before());
    if (change.before().isPresent() && change.after().isPresent()) {
      assertThat(change.before().get().sameColumns(change.after().get())).isFalse();
      assertThat(change.after().get().version()).isNotEqualTo(change.before().get().version());
    }
  }

  private static void assertThatLoadingKeepsEverything(Database database) throws Exception {
    Database loaded = Database.load(database.snapshot());
    InvariantCheck.check(loaded);
    for (TableSchema table : database.schema().tables()) {
      assertThat(loaded.snapshot().rows(table)).isSameAs(database.snapshot().rows(table));
    }
  }
}
