package io.vtepd.daemon.manager;

import io.netty.channel.EventLoop;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Follows the remotes that a column of a database asks for. */
final class ColumnRemotes implements CommitSource.Listener {

  private final RemoteSpec.FromColumn spec;
  private final EventLoop loop;
  private final Consumer<String> onProblem;
  private final Runnable onChange;

  /** Used by the database's thread alone. */
  private Optional<RemoteRows> rows = Optional.empty();

  /** The rest belongs to the loop. */
  private Optional<CommitSource.Subscription> subscription = Optional.empty();

  private Optional<State> state = Optional.empty();
  private final CompletableFuture<Void> firstLook = new CompletableFuture<>();

  /**
   * What was read last. No snapshot is kept: it would hold on to all old contents.
   *
   * @param statusRows of the table whose rows describe remotes; empty if there is none
   */
  record State(RemoteRows rows, RowMap statusRows, List<WantedRemote> wanted) {
    State {
      wanted = List.copyOf(wanted);
    }
  }

  /**
   * @param onProblem called on the loop when the column can't be used any more
   * @param onChange called on the loop when other remotes are wanted
   */
  ColumnRemotes(
      RemoteSpec.FromColumn spec, EventLoop loop, Consumer<String> onProblem, Runnable onChange) {
    this.spec = spec;
    this.loop = loop;
    this.onProblem = onProblem;
    this.onChange = onChange;
  }

  RemoteSpec.FromColumn spec() {
    return spec;
  }

  /** Completes when the column was read; exceptionally, on the loop, if it can't be used. */
  CompletableFuture<Void> firstLook() {
    return firstLook;
  }

  void subscribe(CommitSource source) {
    subscription = Optional.of(source.subscribe(this));
  }

  Optional<State> state() {
    return state;
  }

  List<WantedRemote> wanted() {
    return state.map(State::wanted).orElse(List.of());
  }

  void close() {
    subscription.ifPresent(CommitSource.Subscription::close);
    state = Optional.empty();
    firstLook.completeExceptionally(new IllegalStateException(spec + " was removed"));
  }

  @Override
  public void onCommit(Commit commit) {
    Snapshot snapshot = commit.snapshot();
    boolean isFirst = rows.filter(reader -> reader.reads(snapshot.schema())).isEmpty();
    if (isFirst) {
      Optional<String> problem = spec.problem(snapshot.schema());
      if (problem.isPresent()) {
        lose(problem.get());
        return;
      }
      rows = Optional.of(new RemoteRows(spec, snapshot.schema()));
    }
    RemoteRows reader = rows.orElseThrow();
    if (isFirst || reader.concerns(commit.changes())) {
      RowMap statusRows = reader.statusTable().map(snapshot::rows).orElse(RowMap.empty());
      State next = new State(reader, statusRows, reader.read(snapshot));
      loop.execute(() -> enter(next));
    }
  }

  private void enter(State next) {
    boolean same = state.isPresent() && state.get().wanted().equals(next.wanted());
    state = Optional.of(next);
    firstLook.complete(null);
    if (!same) {
      onChange.run();
    }
  }

  private void enterProblem(String problem) {
    if (!firstLook.completeExceptionally(new IllegalArgumentException(problem))) {
      onProblem.accept(problem);
    }
  }

  @Override
  public void onLost(String reason) {
    lose(spec + ": " + reason);
  }

  private void lose(String problem) {
    rows = Optional.empty();
    loop.execute(() -> {
      state = Optional.empty();
      enterProblem(problem);
      onChange.run();
    });
  }
}
