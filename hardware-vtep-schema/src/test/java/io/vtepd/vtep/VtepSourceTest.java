package io.vtepd.vtep;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class VtepSourceTest {

  /** Publishes what the test says, in the test's thread. */
  private static final class Script implements CommitSource {
    private Listener listener;

    @Override
    public Subscription subscribe(Listener to) {
      listener = to;
      return () -> listener = null;
    }
  }

  /** Writes down what it is told. */
  private static final class Told implements VtepSource.Listener {
    private final List<VtepCommit> commits = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();

    @Override
    public void onCommit(VtepCommit commit) {
      commits.add(commit);
    }

    @Override
    public void onLost(String reason) {
      losses.add(reason);
    }
  }

  private final Script script = new Script();
  private final Told told = new Told();

  @Test
  void findsTheTablesOnceASchema() {
    new VtepSource(script).subscribe(told);
    Commit commit = Commit.initial(Snapshot.empty(HardwareVtepSchema.load()));
    script.listener.onCommit(commit);
    script.listener.onCommit(commit);
    script.listener.onLost("away");
    script.listener.onCommit(Commit.initial(Snapshot.empty(HardwareVtepSchema.load())));

    assertThat(told.commits).hasSize(3);
    assertThat(told.commits.get(1).tables()).isSameAs(told.commits.get(0).tables());
    assertThat(told.commits.get(2).tables()).isNotEqualTo(told.commits.get(0).tables());
    assertThat(told.losses).containsExactly("away");
  }

  @Test
  void saysWhatASchemaLacks() throws Exception {
    new VtepSource(script).subscribe(told);
    DatabaseSchema older =
        SchemaJson.parse(
            JsonReader.parse(HardwareVtepSchema.text().replace("\"Logical_Router\"", "\"Lr\"")));
    script.listener.onCommit(Commit.initial(Snapshot.empty(older)));

    assertThat(told.commits).isEmpty();
    assertThat(told.losses)
        .singleElement()
        .asString()
        .contains("no table Logical_Router in hardware_vtep");
  }

  @Test
  void aSinkExecutesTheOperationsOfATransaction() {
    List<List<Operation>> executed = new ArrayList<>();
    VtepSink sink =
        new VtepSink(operations -> {
          executed.add(operations);
          return CompletableFuture.completedFuture(new TransactionResult(List.of()));
        });
    VtepTransaction transaction = new VtepTransaction(new Random(1));
    transaction.comment("why");

    assertThat(sink.transact(transaction)).isCompleted();
    assertThat(executed).containsExactly(List.of(new Operation.Comment("why")));
  }
}
