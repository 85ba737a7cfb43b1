package io.vtepd.daemon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vtepd.ovsdb.json.DatumJson;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaPrinter;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files go both ways between this code and Debian's ovsdb-tool and ovsdb-server. */
@Tag("system")
class DatabaseFileDifferentialTest {

  @TempDir Path directory;

  private String run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(directory.resolve("stderr").toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = Files.readString(directory.resolve("stderr"));
    assertThat(process.waitFor()).as(errors).isZero();
    assertThat(errors).isEmpty();
    return output;
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }

  private static final String SELECT_THINGS =
      "[\"every\",{\"op\":\"select\",\"table\":\"Thing\",\"where\":[]}]";

  /** What ovsdb-tool reads of the columns that both sides print alike. */
  private Map<String, String> queryThings(Path file) throws Exception {
    String answer = run("ovsdb-tool", "query", file.toString(), SELECT_THINGS);
    Map<String, String> rows = new HashMap<>();
    Json.Obj result = (Json.Obj) ((Json.Arr) JsonReader.parse(answer)).get(0);
    for (Json element : ((Json.Arr) result.get("rows").orElseThrow()).elements()) {
      Json.Obj row = (Json.Obj) element;
      String uuid = ((Json.Str) ((Json.Arr) row.get("_uuid").orElseThrow()).get(1)).value();
      StringBuilder text = new StringBuilder();
      for (String column : List.of("integer", "string", "set", "three", "optional")) {
        text.append(row.get(column).orElseThrow().toText()).append(' ');
      }
      rows.put(uuid, text.toString());
    }
    return rows;
  }

  private static Map<String, String> things(Snapshot contents) {
    TableSchema thing = contents.schema().requireTable("Thing");
    Map<String, String> rows = new HashMap<>();
    contents
        .rows(thing)
        .forEach(row -> {
          StringBuilder text = new StringBuilder();
          for (String column : List.of("integer", "string", "set", "three", "optional")) {
            Datum datum = row.get(thing.requireColumn(column));
            text.append(DatumJson.toJson(datum).toText()).append(' ');
          }
          rows.put(row.uuid().toString(), text.toString());
        });
    return rows;
  }

  private Snapshot writeRandom(Path file, long seed) throws IOException {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    TestContents generator = new TestContents(random);
    DatabaseFile.create(file, TestContents.schema());
    OpenDatabase database = DatabaseFile.open(file, DamagePolicy.REFUSE, random);
    try (DatabaseLog log = database.log()) {
      Snapshot contents = database.contents();
      for (int i = 0; i < 200; i++) {
        ChangeSet changes = generator.commit(contents);
        log.append(changes, List.of("commit " + i), i);
        contents = contents.apply(changes);
      }
      return contents;
    }
  }

  @Test
  void toolReadsWhatIsWritten() throws Exception {
    Path file = directory.resolve("ours.db");
    Snapshot contents = writeRandom(file, Long.getLong("seed", System.nanoTime()));
    assertThat(queryThings(file)).isEqualTo(things(contents));
    assertThat(run("ovsdb-tool", "db-version", file.toString())).isEqualTo("1.2.3\n");
    assertThat(run("ovsdb-tool", "show-log", file.toString())).contains("\"commit 199\"");
    run("ovsdb-tool", "compact", file.toString());
    OpenDatabase compacted = DatabaseFile.open(file, DamagePolicy.REFUSE, new Random(1));
    compacted.log().close();
    assertThat(things(compacted.contents())).isEqualTo(things(contents));
  }

  @Test
  void toolReadsCompactedFiles() throws Exception {
    Path file = directory.resolve("ours.db");
    Snapshot contents = writeRandom(file, Long.getLong("seed", System.nanoTime()));
    OpenDatabase database = DatabaseFile.open(file, DamagePolicy.REFUSE, new Random(1));
    try (DatabaseLog log = database.log()) {
      log.compact(database.contents(), 1);
    }
    assertThat(queryThings(file)).isEqualTo(things(contents));
  }

  @Test
  void serverStartsOnAChangeThatItsOwnFormatWouldLose() throws Exception {
    Path file = directory.resolve("ours.db");
    DatabaseFile.create(file, TestContents.schema());
    OpenDatabase database = DatabaseFile.open(file, DamagePolicy.REFUSE, new Random(1));
    TableSchema thing = database.contents().schema().requireTable("Thing");
    Row before =
        Row.ofDefaults(thing, new Uuid(0, 7), Uuid.ZERO)
            .with(thing.requireColumn("three"), integers(1, 2, 3));
    Row after = before.with(thing.requireColumn("three"), integers(4, 5, 6));
    try (DatabaseLog log = database.log()) {
      log.append(new ChangeSet(List.of(RowChange.insert(thing, before))), List.of(), 1);
      ChangeSet change = new ChangeSet(List.of(RowChange.modify(thing, before, after)));
      log.append(change, List.of(), 2);
    }
    assertThat(queryThings(file).values()).singleElement().asString().contains("[4,5,6]");
    String script = "ovsdb-client --timeout=5 dump unix:" + at("s") + " every Thing three";
    String output =
        run(
            "ovsdb-server",
            "-vconsole:warn",
            "--remote=punix:" + at("s"),
            "--unixctl=" + at("c"),
            "--run=" + script,
            file.toString());
    assertThat(output).contains("[4, 5, 6]");
  }

  private static Datum integers(long... values) {
    return Datum.set(LongStream.of(values).mapToObj(IntegerAtom::new).toList());
  }

  @Test
  void readsWhatTheToolWrote() throws Exception {
    Path schema = directory.resolve("schema");
    Files.writeString(
        schema, SchemaPrinter.print(TestContents.schema()).toText(), StandardCharsets.UTF_8);
    Path file = directory.resolve("theirs.db");
    run("ovsdb-tool", "create", file.toString(), schema.toString());
    toolTransact(file, "insert\",\"table\":\"Thing\",\"row\":{\"three\":[\"set\",[1,2,3]]}");
    toolTransact(
        file,
        "update\",\"table\":\"Thing\",\"where\":[],\"row\":{\"map\":[\"map\",[[\"a\",0.1]]],"
            + "\"string\":\"\u00e9\ud83d\ude00\"}");
    // The tool cannot read its own file after this.
    toolTransact(
        file, "update\",\"table\":\"Thing\",\"where\":[],\"row\":{\"three\":[\"set\",[4,5,6]]}");
    OpenDatabase database = DatabaseFile.open(file, DamagePolicy.REFUSE, new Random(1));
    database.log().close();
    TableSchema thing = database.contents().schema().requireTable("Thing");
    database
        .contents()
        .rows(thing)
        .forEach(row -> {
          assertThat(row.get(thing.requireColumn("three"))).isEqualTo(integers(4, 5, 6));
          assertThat(row.get(thing.requireColumn("string")))
              .isEqualTo(new StringAtom("\u00e9\ud83d\ude00"));
        });
    assertThat(database.contents().rows(thing).size()).isEqualTo(1);
  }

  private void toolTransact(Path file, String operation) throws Exception {
    String transaction = "[\"every\",{\"op\":\"" + operation + "}]";
    assertThat(run("ovsdb-tool", "transact", file.toString(), transaction)).doesNotContain("error");
  }

  @Test
  void lockKeepsTheToolOutAndTheServerKeepsUsOut() throws Exception {
    Path file = directory.resolve("ours.db");
    DatabaseFile.create(file, TestContents.schema());
    OpenDatabase database = DatabaseFile.open(file, DamagePolicy.REFUSE, new Random(1));
    try (DatabaseLog log = database.log()) {
      assertThat(log.sizeBytes()).isPositive();
      // A second try in this process must not take the lock away.
      assertThatThrownBy(() -> DatabaseFile.open(file, DamagePolicy.REFUSE, new Random(1)))
          .hasMessageContaining("is open in this process already");
      Process tool =
          new ProcessBuilder("ovsdb-tool", "compact", file.toString())
              .redirectErrorStream(true)
              .start();
      assertThat(new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("cannot lock file");
      assertThat(tool.waitFor()).isNotZero();
    }
    Process server =
        new ProcessBuilder(
                "ovsdb-server",
                "--remote=punix:" + at("s"),
                "--unixctl=" + at("c"),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    try {
      await().until(() -> Files.exists(directory.resolve("s")));
      assertThatThrownBy(() -> DatabaseFile.open(file, DamagePolicy.REFUSE, new Random(1)))
          .hasMessageContaining("in use by another process");
    } finally {
      server.destroy();
      server.waitFor();
    }
  }
}
