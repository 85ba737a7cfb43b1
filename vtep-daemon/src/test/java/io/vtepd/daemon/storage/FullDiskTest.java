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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really full. */
@Tag("system")
class FullDiskTest {

  private static final int COMMIT_LIMIT = 10_000;

  @TempDir Path directory;
  private final Random random = new Random(7);
  private final TestContents generator = new TestContents(random);

  @BeforeEach
  void mount() throws Exception {
    run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.toString());
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", directory.toString());
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void commitThatDoesNotFitIsRefusedWholeAndLaterOnesAreTakenAgain() throws Exception {
    Path file = directory.resolve("x.db");
    Path ballast = directory.resolve("ballast");
    Files.write(ballast, new byte[16 << 10]);
    DatabaseFile.create(file, TestContents.schema());
    OpenDatabase database = DatabaseFile.open(file, DamagePolicy.REFUSE, random);
    Snapshot contents = database.contents();
    try (DatabaseLog log = database.log()) {
      contents = fill(log, contents);
      assertThat(Files.size(file)).isEqualTo(log.sizeBytes());
      Files.delete(ballast);
      ChangeSet fits = generator.commit(contents);
      log.append(fits, List.of(), 1);
      contents = contents.apply(fits);
    }
    OpenDatabase again = DatabaseFile.open(file, DamagePolicy.REFUSE, random);
    again.log().close();
    assertThat(again.warnings()).isEmpty();
    assertThat(TestContents.persistent(again.contents()))
        .isEqualTo(TestContents.persistent(contents));
  }

  @Test
  void compactionThatFillsTheDiskGivesWayToCommits() throws Exception {
    Path file = directory.resolve("x.db");
    DatabaseFile.create(file, TestContents.schema());
    OpenDatabase database = DatabaseFile.open(file, DamagePolicy.REFUSE, random);
    Snapshot contents = database.contents();
    try (DatabaseLog log = database.log()) {
      for (int i = 0; i < 10; i++) {
        ChangeSet changes = generator.commit(contents);
        log.append(changes, List.of(), i);
        contents = contents.apply(changes);
      }
      LogRewrite rewrite = log.rewrite(contents, 1);
      rewrite.write();
      rewrite.join();
      Files.write(directory.resolve("ballast"), new byte[4096]);
      while (Files.exists(directory.resolve("x.db.tmp"))) {
        ChangeSet changes = generator.commit(contents);
        log.append(changes, List.of(), 2);
        contents = contents.apply(changes);
      }
      assertThatThrownBy(rewrite::publish).hasMessageContaining("No space left");
      rewrite.end();
      ChangeSet changes = generator.commit(contents);
      log.append(changes, List.of(), 3);
      contents = contents.apply(changes);
    }
    OpenDatabase again = DatabaseFile.open(file, DamagePolicy.REFUSE, random);
    again.log().close();
    assertThat(again.warnings()).isEmpty();
    assertThat(TestContents.persistent(again.contents()))
        .isEqualTo(TestContents.persistent(contents));
  }

  @Test
  void compactionThatDoesNotFitFailsAndLeavesTheLog() throws Exception {
    Path file = directory.resolve("x.db");
    DatabaseFile.create(file, TestContents.schema());
    OpenDatabase database = DatabaseFile.open(file, DamagePolicy.REFUSE, random);
    try (DatabaseLog log = database.log()) {
      Snapshot contents = fill(log, database.contents());
      assertThatThrownBy(() -> log.compact(contents, 1)).hasMessageContaining("No space left");
      assertThat(directory.resolve("x.db.tmp")).doesNotExist();
      assertThat(Files.size(file)).isEqualTo(log.sizeBytes());
    }
  }

  /** Commits until one is refused; the contents without that one. */
  private Snapshot fill(DatabaseLog log, Snapshot start) {
    Snapshot contents = start;
    for (int i = 0; i < COMMIT_LIMIT; i++) {
      ChangeSet changes = generator.commit(contents);
      try {
        log.append(changes, List.of(), i);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("No space left");
        return contents;
      }
      contents = contents.apply(changes);
    }
    throw new AssertionError("the disk is never full");
  }
}
