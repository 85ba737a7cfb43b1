package io.vtepd.daemon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits between all steps of a compaction, and crashes, failures and ends between them. */
class FileRewriteTest {

  @TempDir Path directory;
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final TestContents generator = new TestContents(random);
  private Path file;
  private DatabaseLog log;
  private Snapshot contents;
  private int crashes;

  @BeforeEach
  void open() throws IOException {
    System.out.println("seed " + seed);
    file = Files.createDirectory(directory.resolve("home")).resolve("x.db");
    DatabaseFile.create(file, TestContents.schema());
    OpenDatabase database = DatabaseFile.open(file, DamagePolicy.REFUSE, random);
    log = database.log();
    contents = database.contents();
    commit(100);
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  private void commit(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      ChangeSet changes = generator.commit(contents);
      log.append(changes, List.of(), i);
      contents = contents.apply(changes);
    }
  }

  /** What the files would be after a kill now must be the contents of now. */
  private void assertCrashLosesNothing() throws IOException {
    Path copy = Files.createDirectory(directory.resolve("crash" + crashes++)).resolve("x.db");
    Files.copy(file, copy);
    assertHolds(copy);
  }

  private void assertHolds(Path database) throws IOException {
    OpenDatabase opened = DatabaseFile.open(database, DamagePolicy.REFUSE, random);
    try (DatabaseLog again = opened.log()) {
      assertThat(opened.warnings()).isEmpty();
      assertThat(again.sizeBytes()).isEqualTo(Files.size(database));
      assertThat(TestContents.persistent(opened.contents()))
          .isEqualTo(TestContents.persistent(contents));
    }
  }

  private void assertOneFileIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("x.db", ".x.db.~lock~");
    }
  }

  @Test
  void commitsBetweenAllStepsAreInTheLogAfterEach() throws IOException {
    long before = log.sizeBytes();
    LogRewrite rewrite = log.rewrite(contents, 1);
    commit(3);
    assertCrashLosesNothing();
    rewrite.write();
    commit(3);
    assertCrashLosesNothing();
    rewrite.join();
    commit(3);
    log.sync();
    assertCrashLosesNothing();
    rewrite.publish();
    commit(3);
    log.sync();
    assertCrashLosesNothing();
    rewrite.end();
    commit(3);
    log.sync();
    assertCrashLosesNothing();
    assertThat(log.sizeBytes()).isLessThan(before).isEqualTo(Files.size(file));
    assertThat(log.compactedBytes()).isPositive().isLessThan(log.sizeBytes());
    log.close();
    assertOneFileIsLeft();
    assertHolds(file);
  }

  @Test
  void otherContentsTakeTheNameWithWhatIsAppendedToThem() throws IOException {
    Snapshot other = Snapshot.empty(TestContents.schema());
    LogRewrite rewrite = log.replacement(other, 1);
    commit(2);
    assertCrashLosesNothing();
    rewrite.write();
    commit(2);
    for (int i = 0; i < 5; i++) {
      ChangeSet changes = generator.commit(other);
      rewrite.append(changes, i);
      rewrite.sync();
      other = other.apply(changes);
      commit(1);
    }
    assertCrashLosesNothing();
    rewrite.publish();
    contents = other;
    assertCrashLosesNothing();
    rewrite.end();
    commit(3);
    log.sync();
    assertCrashLosesNothing();
    assertOneFileIsLeft();
  }

  @Test
  void replacementThatEndsAfterAnyStepLeavesTheOldLog() throws IOException {
    Snapshot other = Snapshot.empty(TestContents.schema());
    for (int steps = 0; steps < 3; steps++) {
      LogRewrite rewrite = log.replacement(other, 1);
      if (steps > 0) {
        rewrite.write();
      }
      if (steps > 1) {
        rewrite.append(generator.commit(other), 1);
      }
      commit(2);
      rewrite.end();
      commit(2);
      assertOneFileIsLeft();
      assertCrashLosesNothing();
      assertThatThrownBy(rewrite::publish).hasMessageContaining("not completed");
    }
  }

  @Test
  void oneThatEndsAfterAnyStepLeavesAWholeLogThatTakesCommits() throws IOException {
    for (int steps = 0; steps < 3; steps++) {
      LogRewrite rewrite = log.rewrite(contents, 1);
      commit(2);
      if (steps > 0) {
        rewrite.write();
      }
      commit(2);
      if (steps > 1) {
        rewrite.join();
      }
      commit(2);
      rewrite.end();
      commit(2);
      assertOneFileIsLeft();
      assertCrashLosesNothing();
      assertThatThrownBy(rewrite::publish).hasMessageContaining("not completed");
    }
  }

  @Test
  void logThatIsClosedBetweenStepsLeavesOneFileAndNothingHappensLater() throws IOException {
    for (int steps = 0; steps < 4; steps++) {
      LogRewrite rewrite = log.rewrite(contents, 1);
      Step[] all = {rewrite::write, rewrite::join, rewrite::publish};
      for (int i = 0; i < steps; i++) {
        all[i].run();
        commit(1);
      }
      log.close();
      assertOneFileIsLeft();
      assertHolds(file);
      if (steps < 3) {
        assertThatThrownBy(all[steps]::run)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("the database is closed");
      }
      rewrite.end();
      assertHolds(file);
      log = DatabaseFile.open(file, DamagePolicy.REFUSE, random).log();
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  @Test
  void renameThatFailsLeavesTheOldLog() throws IOException {
    LogRewrite rewrite = log.rewrite(contents, 1);
    rewrite.write();
    rewrite.join();
    commit(1);
    Path away = directory.resolve("away");
    Files.move(file.getParent(), away);
    assertThatThrownBy(rewrite::publish).isInstanceOf(IOException.class);
    Files.move(away, file.getParent());
    rewrite.end();
    commit(1);
    assertOneFileIsLeft();
    assertCrashLosesNothing();
    log.compact(contents, 1);
    assertCrashLosesNothing();
  }

  @Test
  void wholeContentsTakeThePlaceOfALogThatIsBeingWritten() throws IOException {
    LogRewrite rewrite = log.rewrite(contents, 1);
    rewrite.write();
    rewrite.join();
    commit(1);
    log.compact(contents, 2);
    assertThatThrownBy(rewrite::publish).hasMessageContaining("other contents");
    rewrite.end();
    commit(1);
    assertOneFileIsLeft();
    assertCrashLosesNothing();
  }

  @Test
  void whatAKilledCompactionLeftIsRemovedWhenTheFileIsOpened() throws IOException {
    log.close();
    Files.writeString(file.resolveSibling("x.db.tmp"), "half");
    log = DatabaseFile.open(file, DamagePolicy.REFUSE, random).log();
    assertOneFileIsLeft();
  }

  @Test
  void manyCommitsDuringTheWritingAreCopied() throws IOException {
    LogRewrite rewrite = log.rewrite(contents, 1);
    commit(400);
    rewrite.write();
    commit(400);
    rewrite.join();
    commit(1);
    rewrite.publish();
    rewrite.end();
    assertCrashLosesNothing();
  }
}
