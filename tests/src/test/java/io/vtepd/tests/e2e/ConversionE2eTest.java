package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import io.vtepd.tests.peer.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ovsdb-client convert} does with our server what it does with the original. */
@Tag("system")
class ConversionE2eTest {

  private static final String FIRST =
      """
      {"name":"T","version":"1.0.0","tables":{
        "A":{"isRoot":true,"columns":{
          "name":{"type":"string"},
          "number":{"type":"integer"},
          "set":{"type":{"key":"integer","min":0,"max":"unlimited"}},
          "gone":{"type":"string"},
          "memory":{"type":"string","ephemeral":true}}},
        "B":{"isRoot":true,"columns":{"x":{"type":"integer"}}}}}
      """;

  private static final String SECOND =
      """
      {"name":"T","version":"2.0.0","cksum":"1 2","tables":{
        "A":{"isRoot":true,"columns":{
          "name":{"type":"string"},
          "number":{"type":{"key":"real","min":0,"max":3}},
          "set":{"type":{"key":"integer","min":0,"max":2}},
          "state":{"type":{"key":{"type":"string","enum":["set",["on","off"]]}}},
          "memory":{"type":"string","ephemeral":true}}},
        "C":{"isRoot":true,"columns":{"x":{"type":"integer"}}}}}
      """;

  private static final String TOO_NARROW =
      SECOND.replace(
          "\"set\":{\"type\":{\"key\":\"integer\",\"min\":0,\"max\":2}}",
          "\"set\":{\"type\":\"integer\"}");

  private static final String THIRD =
      SECOND
          .replace("2.0.0", "3.0.0")
          .replace("\"set\":", "\"new\":{\"type\":\"integer\"},\"set\":");

  private static final String FILL =
      """
      ["T",{"op":"insert","table":"A","row":{"name":"a","number":5,"set":["set",[1,2]],
        "gone":"x","memory":"m"}},{"op":"insert","table":"B","row":{"x":3}}]
      """;

  private static final String FILL_MORE =
      """
      ["T",{"op":"insert","table":"A","row":{"name":"b","state":"on"}}]
      """;

  private final List<String> transcript = new ArrayList<>();

  private void note(String... command) throws IOException {
    Commands.Outcome outcome = Commands.attempt(Map.of(), command);
    String output =
        outcome.output().replaceAll("\"(details|syntax)\":\"(\\\\.|[^\"\\\\])*\",?", "");
    transcript.add(command[1] + outcome.exitCode() + "\n" + Printed.level(output));
  }

  private List<String> convert(Maker maker, Path folder) throws Exception {
    transcript.clear();
    Path second = Files.writeString(folder.resolve("second"), SECOND);
    Path narrow = Files.writeString(folder.resolve("narrow"), TOO_NARROW);
    Path other = Files.writeString(folder.resolve("other"), SECOND.replace("\"T\"", "\"U\""));
    Path database;
    try (OvsdbProcess server =
        OvsdbProcess.create(maker, folder.resolve(maker.name()), JsonReader.parse(FIRST))) {
      String db = "unix:" + server.socket();
      database = server.database();
      note("ovsdb-client", "transact", db, FILL);
      note("ovsdb-client", "needs-conversion", db, second.toString());
      note("ovsdb-client", "convert", db, narrow.toString());
      note("ovsdb-client", "convert", db, other.toString());
      note("ovsdb-client", "dump", db, "T");
      note("ovsdb-client", "convert", db, second.toString());
      note("ovsdb-client", "needs-conversion", db, second.toString());
      note("ovsdb-client", "dump", db, "T");
      note("ovsdb-client", "transact", db, FILL_MORE);
    }
    note("ovsdb-tool", "db-version", database.toString());
    note("ovsdb-tool", "db-cksum", database.toString());
    for (Maker next : Maker.values()) {
      Path copy = Files.copy(database, folder.resolve(maker + "-for-" + next));
      try (OvsdbProcess server = OvsdbProcess.serve(next, folder.resolve(next + "2"), copy)) {
        note("ovsdb-client", "dump", "unix:" + server.socket(), "T");
      }
    }
    convertWithTool(Files.copy(database, folder.resolve("for-the-tool")), folder);
    return List.copyOf(transcript);
  }

  /** What a server wrote is for the tool to convert, too, and then for ours to serve. */
  private void convertWithTool(Path file, Path folder) throws Exception {
    Path third = Files.writeString(folder.resolve("third"), THIRD);
    note("ovsdb-tool", "needs-conversion", file.toString(), third.toString());
    note("ovsdb-tool", "convert", file.toString(), third.toString());
    note("ovsdb-tool", "needs-conversion", file.toString(), third.toString());
    note("ovsdb-tool", "db-version", file.toString());
    try (OvsdbProcess server = OvsdbProcess.serve(Maker.OURS, folder.resolve("3"), file)) {
      note("ovsdb-client", "dump", "unix:" + server.socket(), "T");
    }
  }

  @Test
  void convertsAsTheOriginalAndBothReadTheFile(@TempDir Path original, @TempDir Path ours)
      throws Exception {
    List<String> expected = convert(Maker.ORIGINAL, original);
    assertThat(convert(Maker.OURS, ours)).containsExactlyElementsOf(expected);
    assertThat(expected.get(7)).contains("a    [5]    [1, 2] \"\"");
  }

  /** Starts the appliance on that database and gives what asking it printed. */
  private static String askAppliance(Path folder, Path database, String... words)
      throws IOException {
    List<String> command =
        List.of(
            OvsdbProcess.launcher().toString(),
            "run",
            "--db=" + database,
            "--ovs-rundir=" + folder,
            "--rundir=" + folder);
    try (Program vtepd = Program.start(folder, "vtepd", command)) {
      vtepd.awaitSocket(folder.resolve("db.sock"));
      List<String> ask = new ArrayList<>(List.of("ovsdb-client", words[0]));
      ask.add("unix:" + folder.resolve("db.sock"));
      ask.addAll(List.of(words).subList(1, words.length));
      return Commands.attempt(Map.of(), ask.toArray(String[]::new)).output();
    }
  }

  @Test
  void applianceKeepsWhatItNeeds(@TempDir Path folder) throws Exception {
    String installed = Files.readString(Path.of("/usr/share/openvswitch/vtep.ovsschema"));
    Path less =
        Files.writeString(
            folder.resolve("less"), installed.replace("\"ACL_entry\"", "\"ACL_row\""));
    assertThat(askAppliance(folder, folder.resolve("a.db"), "convert", less.toString()))
        .contains("not supported", "no table ACL_entry");
    Path more =
        Files.writeString(
            folder.resolve("more"),
            installed.replace("\"version\": \"1.7.0\"", "\"version\": \"1.8.0\""));
    assertThat(askAppliance(folder, folder.resolve("b.db"), "convert", more.toString())).isEmpty();
    assertThat(Commands.run("ovsdb-tool", "db-version", folder.resolve("b.db").toString()))
        .isEqualTo("1.8.0\n");
  }

  @Test
  void applianceConvertsTheFileOfAnOlderSchema(@TempDir Path folder) throws Exception {
    Path database = folder.resolve("old.db");
    Path old =
        Files.writeString(
            folder.resolve("old"),
            """
            {"name":"hardware_vtep","version":"1.2.0","tables":{"Logical_Switch":{"isRoot":true,
              "columns":{"name":{"type":"string"}}}}}
            """);
    Commands.run("ovsdb-tool", "create", database.toString(), old.toString());
    Commands.run(
        "ovsdb-tool",
        "transact",
        database.toString(),
        "[\"hardware_vtep\",{\"op\":\"insert\",\"table\":\"Logical_Switch\",\"row\":{\"name\":\"ls0\"}}]");
    assertThat(askAppliance(folder, database, "dump", "hardware_vtep", "Logical_Switch", "name"))
        .contains("ls0");
    assertThat(Commands.run("ovsdb-tool", "db-version", database.toString())).isEqualTo("1.7.0\n");
    assertThat(Commands.run("ovsdb-tool", "db-version", database + ".backup-1.2.0"))
        .isEqualTo("1.2.0\n");
  }
}
