package io.vtepd.bridge.feedback;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.DesiredModel;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.ScriptedDatabase;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Mutation;
import io.vtepd.ovsdb.operation.Mutator;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.OperationResult;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.VtepCommit;
import io.vtepd.vtep.VtepRow;
import io.vtepd.vtep.VtepSink;
import io.vtepd.vtep.VtepTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A feedback on a database that does what it is told, in a world where time stands still. */
final class FeedbackBench implements CommitSink {

  final ScriptedDatabase database;
  final ManualExecutor executor = new ManualExecutor();
  final List<List<Operation>> transactions = new ArrayList<>();
  private final Feedback feedback;
  private final DesiredModel model;
  private Optional<OvsdbError> refusal = Optional.empty();
  private boolean connected = true;
  private boolean losesAnswer;

  private record AnyTable(TableSchema schema) implements VtepTable<VtepRow> {
    @Override
    public VtepRow view(Row row) {
      return () -> row;
    }
  }

  /** Comes to a database as it is, like a daemon that starts. */
  FeedbackBench(ScriptedDatabase database, FeedbackSettings settings) throws Exception {
    this.database = database;
    this.feedback =
        new Feedback(
            new VtepSink(this),
            settings,
            executor,
            new Random(transactions.size() + 77L),
            executor::nowMs);
    database.commit();
    VtepCommit first = new VtepCommit(database.snapshot(), new ChangeSet(List.of()));
    feedback.onCommit(first, true);
    model = DesiredModel.of(database.snapshot());
    DesiredModel nothing = DesiredModel.of(new ScriptedDatabase(0).snapshot());
    feedback.onDesired(model.changesSince(nothing));
    feedback.flush();
    executor.pass(10);
  }

  /** Publishes what the controller put into the database, and lets the reports come. */
  void commit() throws Exception {
    publish();
    executor.pass(50);
  }

  private void publish() {
    VtepCommit commit = database.commit();
    if (!commit.changes().isEmpty()) {
      feedback.onCommit(commit, false);
      feedback.onDesired(model.apply(commit));
      feedback.flush();
    }
  }

  void event(String name, BridgeEvent event) {
    feedback.onEvent(name, event);
  }

  void settle(String name) throws Exception {
    feedback.onSettled(name);
    executor.pass(50);
  }

  void bfd(String name, String remote, Map<String, String> status) throws Exception {
    feedback.onBfdStatus(name, Ipv4Address.of(remote), status);
    executor.pass(50);
  }

  void counts(String name, FactId.Binding id, BindingCounts counts) throws Exception {
    counts(name, Map.of(id, counts));
  }

  void counts(String name, Map<FactId.Binding, BindingCounts> changed) throws Exception {
    feedback.onCounts(name, changed);
    executor.pass(50);
  }

  void faults(String name, SwitchFaults faults) throws Exception {
    feedback.onFaults(name, faults);
    executor.pass(50);
  }

  /** All that was seen. */
  Sightings sightings() {
    return feedback.sightings(any -> true);
  }

  /** The next transaction loses a race. */
  void refuseNext() {
    refusal = Optional.of(OvsdbError.of("referential integrity violation", "lost a race"));
  }

  /** The connection breaks while the next transaction is on its way; it is committed. */
  void loseAnswerOfNext() {
    losesAnswer = true;
  }

  /** The connection is back, and tells the whole contents. */
  void reconnect() throws Exception {
    connected = true;
    database.commit();
    feedback.onCommit(new VtepCommit(database.snapshot(), new ChangeSet(List.of())), true);
    feedback.flush();
    executor.pass(50);
  }

  @Override
  public CompletionStage<TransactionResult> transact(List<Operation> operations) {
    transactions.add(operations);
    if (losesAnswer) {
      losesAnswer = false;
      connected = false;
      operations.forEach(this::execute);
      return CompletableFuture.failedFuture(new IOException("connection lost"));
    }
    if (!connected) {
      return CompletableFuture.failedFuture(new IOException("not connected"));
    }
    if (refusal.isPresent()) {
      OperationResult failed = new OperationResult.Failed(refusal.get());
      refusal = Optional.empty();
      return CompletableFuture.completedFuture(new TransactionResult(List.of(failed)));
    }
    operations.forEach(this::execute);
    executor.execute(this::publish);
    return CompletableFuture.completedFuture(new TransactionResult(List.of()));
  }

  private void execute(Operation operation) {
    switch (operation) {
      case Operation.Insert insert -> {
        AnyTable table = new AnyTable(insert.table());
        database.insert(table, insert.uuid());
        insert.values().forEach((c, datum) -> database.setDatum(table, insert.uuid(), c, datum));
      }
      case Operation.Update update -> {
        AnyTable table = new AnyTable(update.table());
        for (Row row : matching(table, update.where())) {
          update.values().forEach((c, datum) -> database.setDatum(table, row.uuid(), c, datum));
        }
      }
      case Operation.Mutate mutate -> {
        AnyTable table = new AnyTable(mutate.table());
        for (Row row : matching(table, mutate.where())) {
          for (var mutation : mutate.mutations()) {
            if (row.get(mutation.column()) instanceof MapDatum pairs) {
              database.setDatum(table, row.uuid(), mutation.column(), mutated(pairs, mutation));
              continue;
            }
            Set<Atom> atoms = atoms(row.get(mutation.column()));
            if (mutation.mutator() == Mutator.INSERT) {
              atoms.addAll(atoms(mutation.argument()));
            } else {
              atoms.removeAll(atoms(mutation.argument()));
            }
            database.setDatum(table, row.uuid(), mutation.column(), Datum.set(atoms));
          }
        }
      }
      case Operation.Delete delete -> {
        AnyTable table = new AnyTable(delete.table());
        matching(table, delete.where()).forEach(row -> database.delete(table, row.uuid()));
      }
      case Operation.Comment ignored -> {}
      case Operation.Select other -> throw new AssertionError(other);
      case Operation.Wait other -> throw new AssertionError(other);
      case Operation.Commit other -> throw new AssertionError(other);
      case Operation.Abort other -> throw new AssertionError(other);
      case Operation.Assert other -> throw new AssertionError(other);
    }
  }

  private static Datum mutated(MapDatum pairs, Mutation mutation) {
    Map<Atom, Atom> now = new HashMap<>(pairs.toMap());
    ((MapDatum) mutation.argument())
        .toMap()
        .forEach((key, value) -> {
          if (mutation.mutator() == Mutator.INSERT) {
            now.putIfAbsent(key, value);
          } else {
            now.remove(key, value);
          }
        });
    return Datum.map(now);
  }

  private List<Row> matching(AnyTable table, Condition where) {
    return database.rows(table).stream()
        .map(VtepRow::row)
        .filter(row -> where.clauses().stream().allMatch(clause -> holds(clause, row)))
        .toList();
  }

  private static boolean holds(Condition.Clause clause, Row row) {
    return clause instanceof Condition.Clause.Compare compare
        && row.get(compare.column()).equals(compare.argument());
  }

  private static Set<Atom> atoms(Datum datum) {
    Set<Atom> atoms = new HashSet<>();
    for (int i = 0; i < datum.size(); i++) {
      atoms.add(datum.key(i));
    }
    return atoms;
  }
}
