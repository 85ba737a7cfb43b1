package io.vtepd.bridge.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.VtepCommit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CommitInboxTest {

  private final ScriptedDatabase database = new ScriptedDatabase(1);
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private final List<Commit> commits = new ArrayList<>();
  private final List<Long> since = new ArrayList<>();
  private long nowNs;
  private final CommitInbox inbox =
      new CommitInbox(
          tasks::add,
          new CommitInbox.Owner() {
            @Override
            public void onCommit(Commit commit, boolean whole, long sinceNs) {
              told.add(whole ? "whole" : "changes " + commit.changes().changes().size());
              commits.add(commit);
              since.add(sinceNs);
            }

            @Override
            public void onLost(String reason) {
              told.add("lost");
            }
          },
          () -> ++nowNs);

  private void commit() {
    VtepCommit commit = database.commit();
    inbox.onCommit(new Commit(commit.snapshot().snapshot(), commit.changes()));
  }

  private void run() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void tellsWhenTheFirstOfThemCame() {
    commit();
    run();
    database.logicalSwitch("red", OptionalLong.empty());
    commit();
    database.logicalSwitch("blue", OptionalLong.empty());
    commit();
    run();
    database.logicalSwitch("green", OptionalLong.empty());
    commit();
    run();
    assertThat(told).hasSize(3);
    assertThat(since.get(1)).isEqualTo(2);
    assertThat(since.get(2)).isGreaterThan(2);
  }

  @Test
  void makesOneCommitOfThoseThatCameMeanwhile() {
    commit();
    run();
    Uuid red = database.logicalSwitch("red", OptionalLong.empty());
    commit();
    Uuid blue = database.logicalSwitch("blue", OptionalLong.empty());
    database.setKey(red, OptionalLong.of(7));
    commit();
    database.delete(database.tables().logicalSwitch(), blue);
    commit();
    assertThat(tasks).hasSize(1);
    run();
    assertThat(told).containsExactly("whole", "changes 1");
    RowChange change = commits.getLast().changes().changes().getFirst();
    assertThat(change.isInsert()).isTrue();
    assertThat(change.uuid()).isEqualTo(red);
  }

  @Test
  void givesLargeCommitsATaskEachWhileFewWait() {
    commit();
    run();
    for (int i = 0; i < 40; i++) {
      for (int row = 0; row < 1_000; row++) {
        database.logicalSwitch("net-" + i + "-" + row, OptionalLong.empty());
      }
      commit();
    }
    int tasksRun = 0;
    while (!tasks.isEmpty()) {
      tasks.remove().run();
      tasksRun++;
      assertThat(told).hasSize(1 + tasksRun);
    }
    assertThat(told).hasSize(1 + 32).endsWith("changes 1000", "changes 9000");
  }

  @Test
  void tellsAfterALossThatNothingKnownCounts() {
    commit();
    run();
    inbox.onLost("gone");
    database.logicalSwitch("red", OptionalLong.empty());
    commit();
    run();
    database.logicalSwitch("blue", OptionalLong.empty());
    commit();
    run();
    assertThat(told).containsExactly("whole", "lost", "whole", "changes 1");
  }

  @Test
  void dropsWhatCameBeforeALoss() {
    commit();
    run();
    database.logicalSwitch("red", OptionalLong.empty());
    commit();
    inbox.onLost("gone");
    run();
    assertThat(told).containsExactly("whole", "lost");
  }
}
