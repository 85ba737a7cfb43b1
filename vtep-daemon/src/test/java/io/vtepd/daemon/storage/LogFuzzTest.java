package io.vtepd.daemon.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vtepd.ovsdb.json.SchemaPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Whatever stands in a database file: it opens, or a sentence says why not. */
class LogFuzzTest {

  /** The input is what stands behind the schema's record. */
  @FuzzTest(maxDuration = "3m")
  void anyBytesOpenOrAreRefusedWithAReason(byte[] tail) throws IOException {
    inFile(tail);
  }

  /** The input is the records' JSON, a line each; they get headers with the right checksums. */
  @FuzzTest(maxDuration = "3m")
  void anyRecordsApplyOrAreRefusedWithAReason(byte[] lines) throws IOException {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    RecordWriter record = new RecordWriter();
    int start = 0;
    for (int end = 0; end <= lines.length; end++) {
      if (end == lines.length || lines[end] == '\n') {
        byte[] line = Arrays.copyOfRange(lines, start, end);
        record.frame(out -> out.raw(line, 0, line.length).length() > 0);
        records.write(record.array(), record.offset(), record.length());
        start = end + 1;
      }
    }
    inFile(records.toByteArray());
  }

  /** Without {@link DatabaseFile#create}, which would wait for the disk each time. */
  private static void inFile(byte[] tail) throws IOException {
    Path directory = Files.createTempDirectory("log-fuzz");
    try {
      Path file = directory.resolve("x.db");
      RecordWriter schema = new RecordWriter();
      schema.frame(out -> out.json(SchemaPrinter.print(TestContents.schema())).length() > 0);
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.write(schema.array(), schema.offset(), schema.length());
      whole.writeBytes(tail);
      Files.write(file, whole.toByteArray());
      check(file, whole.toByteArray());
    } finally {
      try (var files = Files.list(directory)) {
        files.forEach(LogFuzzTest::delete);
      }
      Files.delete(directory);
    }
  }

  private static void check(Path file, byte[] whole) throws IOException {
    String refusal = refusal(file);
    OpenDatabase database = DatabaseFile.open(file, DamagePolicy.CUT, new Random(1));
    long sizeBytes = database.log().sizeBytes();
    database.log().close();
    boolean isWhole = sizeBytes == whole.length;
    assertThat(database.warnings()).hasSize(isWhole ? 0 : 1);
    assertThat(refusal.isEmpty() || !isWhole).as(refusal).isTrue();
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    Files.write(file, Arrays.copyOf(whole, (int) sizeBytes));
    OpenDatabase again = DatabaseFile.open(file, DamagePolicy.REFUSE, new Random(1));
    again.log().close();
    assertThat(again.warnings()).isEmpty();
    assertThat(TestContents.persistent(again.contents()))
        .isEqualTo(TestContents.persistent(database.contents()));
  }

  /** Why it is not opened; empty if it is. */
  private static String refusal(Path file) throws IOException {
    try {
      DatabaseFile.open(file, DamagePolicy.REFUSE, new Random(1)).log().close();
      return "";
    } catch (IOException e) {
      assertThat(e).hasMessageContaining(file + " is damaged at offset ");
      return e.getMessage();
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
