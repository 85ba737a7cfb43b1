package io.vtepd.tests.faults;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The attacks of {@code tests/corpus}, as its README lists them. */
final class Corpus {

  /** The schemas that monitors and transactions are made for. */
  static final List<String> SCHEMAS =
      List.of(
          "hardware-vtep-schema/src/main/resources/io/vtepd/vtep/hardware_vtep.ovsschema",
          "vtep-daemon/src/test/resources/transcripts/schema.ovsschema");

  private static final String TRANSACTIONS_DATABASE = "T";
  private static final Pattern SECTION = Pattern.compile("## ([a-z-]+).*");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9-]+)` \\| (.+) \\| (answered|cut|unfinished) \\|");

  /** What becomes of a session that gets those bytes and then an honest request. */
  enum Ending {
    /** The honest request is answered. */
    ANSWERED,
    /** The session is cut, with a reason in the log, and counted. */
    CUT,
    /** The honest request goes under in a message without an end: the session waits for more. */
    UNFINISHED
  }

  /** A file of the corpus and what its README says of it. */
  record Attack(Path file, String what, Ending ending) {

    String folder() {
      return file.getParent().getFileName().toString();
    }

    String name() {
      return folder() + "/" + file.getFileName();
    }

    byte[] bytes() throws IOException {
      return Files.readAllBytes(file);
    }

    /** The file as a client sends it: what is no message by itself goes into requests. */
    byte[] sent() throws IOException {
      return switch (folder()) {
        case "json" -> request("echo", bytes());
        case "monitors" -> request("monitor_cond", "\"hardware_vtep\",null,", bytes());
        case "schemas" -> request("convert", "\"" + BesiegedServer.DATABASE + "\",", bytes());
        case "transactions" -> transactions();
        default -> bytes();
      };
    }

    /** One request for each element of the array in the file; it is the array without brackets. */
    private byte[] transactions() throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      try {
        for (Json each : ((Json.Arr) JsonReader.parse(Files.readString(file))).elements()) {
          List<Json> params = new ArrayList<>(List.of(Json.of(TRANSACTIONS_DATABASE)));
          params.addAll(((Json.Arr) each).elements());
          String text = Json.array(params.toArray(Json[]::new)).toText();
          String inner = text.substring(1, text.length() - 1);
          all.writeBytes(request("transact", inner.getBytes(StandardCharsets.UTF_8)));
        }
      } catch (JsonSyntaxException e) {
        throw new IOException(name(), e);
      }
      return all.toByteArray();
    }

    private static byte[] request(String method, byte[] params) {
      return request(method, "", params);
    }

    private static byte[] request(String method, String first, byte[] params) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      String head = "{\"id\":1,\"method\":\"" + method + "\",\"params\":[" + first;
      text.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      text.writeBytes(params);
      text.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
      return text.toByteArray();
    }
  }

  private Corpus() {}

  /** The project's root. */
  static Path root() {
    return OvsdbProcess.launcher().getParent().getParent().getParent();
  }

  static Path folder() {
    return root().resolve("tests/corpus");
  }

  /** Those that the README lists, in its order. */
  static List<Attack> all() throws IOException {
    List<Attack> all = new ArrayList<>();
    Path section = folder();
    for (String line : Files.readAllLines(folder().resolve("README.md"))) {
      Matcher title = SECTION.matcher(line);
      Matcher row = ROW.matcher(line);
      if (title.matches()) {
        section = folder().resolve(title.group(1));
      } else if (row.matches()) {
        Ending ending = Ending.valueOf(row.group(3).toUpperCase(Locale.ROOT));
        all.add(new Attack(section.resolve(row.group(1)), row.group(2), ending));
      }
    }
    return all;
  }

  /** Those that are there. */
  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getParent().equals(folder()))
          .sorted()
          .toList();
    }
  }
}
