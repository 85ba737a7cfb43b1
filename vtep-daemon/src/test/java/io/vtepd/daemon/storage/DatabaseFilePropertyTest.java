package io.vtepd.daemon.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFilePropertyTest {

  @TempDir Path directory;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final TestContents generator = new TestContents(random);

  /** Contents and file length after each commit. */
  private record Step(Snapshot contents, long sizeBytes) {}

  private OpenDatabase open(Path file, DamagePolicy policy) throws IOException {
    return DatabaseFile.open(file, policy, random);
  }

  private List<Step> writeCommits(Path file, int count) throws Exception {
    System.out.println("seed " + seed);
    DatabaseFile.create(file, TestContents.schema());
    List<Step> steps = new ArrayList<>();
    OpenDatabase database = open(file, DamagePolicy.REFUSE);
    try (DatabaseLog log = database.log()) {
      Snapshot contents = database.contents();
      steps.add(new Step(contents, log.sizeBytes()));
      for (int i = 0; i < count; i++) {
        ChangeSet changes = generator.commit(contents);
        log.append(changes, List.of("commit " + i), i);
        contents = contents.apply(changes);
        steps.add(new Step(contents, log.sizeBytes()));
      }
      log.sync();
    }
    return steps;
  }

  @Test
  void reopenedContentsEqualWhatWasCommitted() throws Exception {
    Path file = directory.resolve("x.db");
    List<Step> steps = writeCommits(file, 300);
    assertReopens(file, steps.getLast().contents());
  }

  private void assertReopens(Path file, Snapshot expected) throws IOException {
    OpenDatabase again = open(file, DamagePolicy.REFUSE);
    try (DatabaseLog log = again.log()) {
      assertThat(again.warnings()).isEmpty();
      assertThat(log.sizeBytes()).isEqualTo(Files.size(file));
      assertThat(TestContents.persistent(again.contents()))
          .isEqualTo(TestContents.persistent(expected));
    }
  }

  @Test
  void compactionKeepsTheContentsAndTakesFurtherCommits() throws Exception {
    Path file = directory.resolve("x.db");
    writeCommits(file, 100);
    Snapshot expected;
    OpenDatabase database = open(file, DamagePolicy.REFUSE);
    try (DatabaseLog log = database.log()) {
      long before = log.sizeBytes();
      log.compact(database.contents(), 1);
      assertThat(log.sizeBytes()).isLessThan(before).isEqualTo(Files.size(file));
      ChangeSet changes = generator.commit(database.contents());
      log.append(changes, List.of(), 2);
      expected = database.contents().apply(changes);
    }
    assertReopens(file, expected);
  }

  @Test
  void everyPrefixOfAFileOpensWithTheCommitsThatAreWholeInIt() throws Exception {
    Path file = directory.resolve("x.db");
    List<Step> steps = writeCommits(file, 6);
    byte[] whole = Files.readAllBytes(file);
    Path torn = directory.resolve("torn.db");
    for (int length = (int) steps.getFirst().sizeBytes(); length <= whole.length; length++) {
      Files.write(torn, Arrays.copyOf(whole, length));
      Step last = steps.getFirst();
      for (Step step : steps) {
        last = step.sizeBytes() <= length ? step : last;
      }
      OpenDatabase database = open(torn, DamagePolicy.REFUSE);
      try (DatabaseLog log = database.log()) {
        assertThat(log.sizeBytes()).isEqualTo(last.sizeBytes());
        assertThat(database.warnings()).hasSize(length == last.sizeBytes() ? 0 : 1);
        assertThat(TestContents.persistent(database.contents()))
            .isEqualTo(TestContents.persistent(last.contents()));
      }
    }
  }

  @Test
  void everyFlippedBitIsFoundAndNoCommitBehindItIsLostSilently() throws Exception {
    Path file = directory.resolve("x.db");
    List<Step> steps = writeCommits(file, 3);
    byte[] bytes = Files.readAllBytes(file);
    Path flipped = directory.resolve("flipped.db");
    // A commit that changes nothing on disk writes no record.
    long lastRecord =
        steps.stream()
            .mapToLong(Step::sizeBytes)
            .filter(size -> size < bytes.length)
            .max()
            .orElse(0);
    for (int at = (int) steps.getFirst().sizeBytes(); at < bytes.length; at++) {
      byte good = bytes[at];
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(flipped, bytes);
      bytes[at] = good;
      if (at < lastRecord) {
        assertThat(openFailure(flipped)).contains("is damaged at offset").contains("good records");
      }
      OpenDatabase database = open(flipped, DamagePolicy.CUT);
      try (DatabaseLog log = database.log()) {
        Step before = steps.getFirst();
        for (Step step : steps) {
          before = step.sizeBytes() <= at ? step : before;
        }
        assertThat(database.warnings()).hasSize(1);
        assertThat(log.sizeBytes()).isEqualTo(before.sizeBytes());
        assertThat(TestContents.persistent(database.contents()))
            .isEqualTo(TestContents.persistent(before.contents()));
      }
    }
  }

  @Test
  void everyFlippedBitInCompactedContentsIsFoundAndNotTakenForATornEnd() throws Exception {
    Path file = directory.resolve("x.db");
    int schema = (int) writeCommits(file, 6).getFirst().sizeBytes();
    OpenDatabase database = open(file, DamagePolicy.REFUSE);
    try (DatabaseLog log = database.log()) {
      log.compact(database.contents(), 1);
    }
    byte[] bytes = Files.readAllBytes(file);
    Path flipped = directory.resolve("flipped.db");
    for (int at = schema; at < bytes.length; at++) {
      byte good = bytes[at];
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(flipped, bytes);
      bytes[at] = good;
      assertThat(openFailure(flipped)).contains("is damaged at offset " + schema, "compaction");
    }
    Files.write(flipped, Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(openFailure(flipped)).contains("the file ends", "compaction");
    OpenDatabase cut = open(flipped, DamagePolicy.CUT);
    cut.log().close();
    assertThat(cut.warnings()).hasSize(1);
  }

  @Test
  void fileWithoutAWholeSchemaIsRefusedWithAReasonAndLeftAsItIs() throws Exception {
    Path file = directory.resolve("x.db");
    int schema = (int) writeCommits(file, 1).getFirst().sizeBytes();
    byte[] whole = Files.readAllBytes(file);
    Path broken = directory.resolve("broken.db");
    for (int at = 0; at < schema; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      for (byte[] bytes : List.of(Arrays.copyOf(whole, at), flipped)) {
        Files.write(broken, bytes);
        assertThat(openFailure(broken))
            .contains(broken.toString())
            .containsPattern("is empty|no readable schema|clustered|no valid schema");
        assertThat(broken).hasBinaryContent(bytes);
      }
    }
  }

  private String openFailure(Path file) throws IOException {
    try {
      open(file, DamagePolicy.REFUSE).log().close();
      return "opened";
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
