package io.vtepd.daemon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFileTest {

  @TempDir Path directory;
  private Path file;
  private OpenDatabase database;
  private TableSchema thing;

  @BeforeEach
  void createAndOpen() throws IOException {
    file = directory.resolve("x.db");
    DatabaseFile.create(file, TestContents.schema());
    reopen();
  }

  private void reopen() throws IOException {
    database = DatabaseFile.open(file, DamagePolicy.REFUSE, new Random(1));
    thing = database.contents().schema().requireTable("Thing");
  }

  private Row row(String column, Datum datum) {
    return Row.ofDefaults(thing, new Uuid(0, 7), Uuid.ZERO)
        .with(thing.requireColumn(column), datum);
  }

  private static Datum integers(long... values) {
    return Datum.set(LongStream.of(values).mapToObj(IntegerAtom::new).toList());
  }

  private String lastRecord() throws IOException {
    return Files.readAllLines(file).getLast();
  }

  @Test
  void fileIsNotReadableByEverybody() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void createRefusesToOverwrite() {
    assertThatThrownBy(() -> DatabaseFile.create(file, TestContents.schema()))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void onlyNamedColumnsOfANewRowAreWritten() throws IOException {
    Row row = row("string", new StringAtom("x"));
    database.log().append(new ChangeSet(List.of(RowChange.insert(thing, row))), List.of(), 5);
    assertThat(lastRecord())
        .isEqualTo(
            "{\"_date\":5,\"Thing\":{\"00000000-0000-0000-0000-000000000007\":"
                + "{\"string\":\"x\"}},\"_is_diff\":true}");
  }

  @Test
  void ephemeralChangesAndLoneCommentsWriteNothing() throws IOException {
    long before = database.log().sizeBytes();
    Row row = row("string", new StringAtom("x"));
    ColumnSchema fleeting = thing.requireColumn("fleeting");
    Row after = row.with(fleeting, new StringAtom("y"));
    ChangeSet changes = new ChangeSet(List.of(RowChange.modify(thing, row, after)));
    database.log().append(changes, List.of("why"), 5);
    database.log().append(new ChangeSet(List.of()), List.of("why"), 6);
    assertThat(Files.size(file)).isEqualTo(before);
  }

  @Test
  void differenceThatOutgrowsTheColumnIsWrittenWhole() throws IOException {
    Row before = row("three", integers(1, 2, 3));
    Row after = row("three", integers(4, 5, 6));
    database.log().append(new ChangeSet(List.of(RowChange.insert(thing, before))), List.of(), 5);
    ChangeSet changes = new ChangeSet(List.of(RowChange.modify(thing, before, after)));
    database.log().append(changes, List.of(), 6);
    assertThat(lastRecord()).contains("[\"set\",[4,5,6]]").doesNotContain("_is_diff");
  }

  @Test
  void differenceFromADefaultThatIsNotEmptyIsWrittenWhole() throws IOException {
    Row before = row("string", new StringAtom("x"));
    Row after = before.with(thing.requireColumn("some"), integers(7));
    database.log().append(new ChangeSet(List.of(RowChange.insert(thing, before))), List.of(), 5);
    ChangeSet changes = new ChangeSet(List.of(RowChange.modify(thing, before, after)));
    database.log().append(changes, List.of(), 6);
    assertThat(lastRecord()).contains("{\"some\":7}").doesNotContain("_is_diff");
  }

  @Test
  void readsDifferencesThatOutgrowTheColumn() throws IOException {
    Row before = row("three", integers(1, 2, 3));
    database.log().append(new ChangeSet(List.of(RowChange.insert(thing, before))), List.of(), 5);
    database.log().close();
    appendRecord(
        "{\"_is_diff\":true,\"Thing\":{\"00000000-0000-0000-0000-000000000007\":"
            + "{\"three\":[\"set\",[1,2,3,4,5,6]]}}}");
    reopen();
    Row row = database.contents().row(thing, new Uuid(0, 7)).orElseThrow();
    assertThat(row.get(thing.requireColumn("three"))).isEqualTo(integers(4, 5, 6));
  }

  private void appendRecord(String json) throws IOException {
    RecordWriter record = new RecordWriter();
    record.frame(out -> out.raw(json).length() > 0);
    byte[] bytes = new byte[record.length()];
    System.arraycopy(record.array(), record.offset(), bytes, 0, bytes.length);
    Files.write(file, bytes, StandardOpenOption.APPEND);
  }

  @Test
  void recordThatDoesNotApplyIsNotPassedOver() throws IOException {
    database.log().close();
    appendRecord("{\"Nothing\":{}}");
    assertThatThrownBy(this::reopen)
        .hasMessageContaining("does not apply")
        .hasMessageContaining("No table named Nothing");
  }

  @Test
  void tornTailIsKeptBesideTheFileBeforeItIsOverwritten() throws IOException {
    database.log().close();
    long size = Files.size(file);
    Files.writeString(file, "OVSDB JSON 70 torn", StandardOpenOption.APPEND);
    reopen();
    assertThat(database.warnings()).singleElement().asString().contains("offset " + size);
    assertThat(Files.size(file)).isGreaterThan(size);
    Row row = row("string", new StringAtom("x"));
    database.log().append(new ChangeSet(List.of(RowChange.insert(thing, row))), List.of(), 5);
    assertThat(directory.resolve("x.db.damaged-" + size)).hasContent("OVSDB JSON 70 torn");
    database.log().close();
    reopen();
    assertThat(database.warnings()).isEmpty();
    assertThat(database.contents().rows(thing).size()).isEqualTo(1);
  }

  @Test
  void secondUserOfAFileIsRefused() {
    assertThatThrownBy(this::reopen).hasMessageContaining("is open in this process already");
  }

  @Test
  void clusteredAndForeignFilesAreRefusedWithAReason() throws IOException {
    database.log().close();
    Files.writeString(file, "OVSDB CLUSTER 12 ");
    assertThatThrownBy(this::reopen).hasMessageContaining("cluster-to-standalone");
    Files.writeString(file, "SQLite format 3");
    assertThatThrownBy(this::reopen).hasMessageContaining("no readable schema record");
    Files.write(file, new byte[0]);
    assertThatThrownBy(this::reopen).hasMessageContaining("is empty");
  }

  @Test
  void compactionLeavesNoTemporaryFile() throws IOException {
    database.log().compact(Snapshot.empty(TestContents.schema()), 5);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("x.db", ".x.db.~lock~");
    }
    assertThat(Files.readString(file, StandardCharsets.UTF_8)).hasLineCount(2);
  }

  @Test
  void creationLeavesNoTemporaryFileWhetherItSucceedsOrNot() throws IOException {
    Path other = directory.resolve("y.db");
    DatabaseFile.create(other, TestContents.schema());
    assertThatThrownBy(() -> DatabaseFile.create(other, TestContents.schema()))
        .isInstanceOf(FileAlreadyExistsException.class);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("x.db", ".x.db.~lock~", "y.db");
    }
  }

  @Test
  void failedCompactionLeavesNoDamagedTailBehindTheNextCommit() throws IOException {
    database.log().close();
    Files.writeString(file, "OVSDB JSON 70 torn" + "x".repeat(1000), StandardOpenOption.APPEND);
    reopen();
    Path obstacle = Files.createDirectories(directory.resolve("x.db.tmp/obstacle"));
    assertThatThrownBy(() -> database.log().compact(database.contents(), 5))
        .isInstanceOf(IOException.class);
    Files.delete(obstacle);
    Row row = row("string", new StringAtom("x"));
    database.log().append(new ChangeSet(List.of(RowChange.insert(thing, row))), List.of(), 5);
    database.log().close();
    reopen();
    assertThat(database.warnings()).isEmpty();
    assertThat(database.contents().rows(thing).size()).isEqualTo(1);
  }

  @Test
  void failedCopyOfADamagedTailIsNotLeft() throws IOException {
    FileChannel closed = FileChannel.open(file);
    closed.close();
    assertThatThrownBy(() -> DamagedBytes.keep(file, closed, 0)).isInstanceOf(IOException.class);
    assertThat(directory.resolve("x.db.damaged-0")).doesNotExist();
  }
}
