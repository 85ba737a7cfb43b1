package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it is told. */
final class RecordingListener implements CommitSource.Listener {

  final List<Commit> commits = new CopyOnWriteArrayList<>();
  final List<String> losses = new CopyOnWriteArrayList<>();

  @Override
  public void onCommit(Commit commit) {
    commits.add(commit);
  }

  @Override
  public void onLost(String reason) {
    losses.add(reason);
  }
}
