package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Random operations on the tables of the transcripts' schema, over so few UUIDs and values that
 * they often meet.
 */
final class RandomTransactions {

  private static final int UUIDS = 12;

  /** Columns by table, with what kind of value they take. */
  private static final Map<String, Map<String, String>> TABLES =
      Map.of(
          "A", Map.of("i", "int", "si", "ints", "m", "map", "oi", "optional", "s", "string"),
          "N", Map.of("n", "string", "next", "maybe N", "kids", "uuids N"),
          "R",
              Map.of(
                  "n",
                  "string",
                  "refs",
                  "uuids N",
                  "one",
                  "maybe N",
                  "mk",
                  "uuidToInt N",
                  "mv",
                  "intToUuid N",
                  "root",
                  "maybe R"),
          "X", Map.of("n", "int", "must", "uuid N"),
          "W",
              Map.of(
                  "n",
                  "string",
                  "ws",
                  "uuids R",
                  "w1",
                  "maybe R",
                  "wk",
                  "uuidToInt R",
                  "wv",
                  "stringToUuid R",
                  "wn",
                  "uuids N"),
          "WM", Map.of("n", "int", "some", "someUuids R"),
          "WI", Map.of("n", "int", "w", "maybe R"),
          "I", Map.of("a", "string", "b", "ints", "c", "int"),
          "Q", Map.of("n", "int"),
          "RQ", Map.of("n", "int", "q", "uuids NQ"));

  private static final List<String> NAMES = TABLES.keySet().stream().sorted().toList();
  private static final List<String> WEAK_SOURCES = List.of("W", "WI", "WM");

  private final RandomGenerator random;
  private List<String> tables = NAMES;

  RandomTransactions(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Like {@link #next}, but not both on rows that refer weakly and on those that they refer to:
   * ovsdb-server 3.1 leaves dangling references when a transaction changes the former and then
   * deletes the latter.
   */
  List<Json> nextWithoutWeakDefect() throws JsonSyntaxException {
    boolean sources = random.nextInt(3) == 0;
    tables =
        sources ? WEAK_SOURCES : NAMES.stream().filter(n -> !WEAK_SOURCES.contains(n)).toList();
    List<Json> operations = next();
    tables = NAMES;
    return operations;
  }

  /** One to six operations. */
  List<Json> next() throws JsonSyntaxException {
    List<Json> operations = new ArrayList<>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      operations.add(JsonReader.parse(operation()));
    }
    return operations;
  }

  private String operation() {
    String table = pick(tables);
    String head = "\"table\":\"" + table + "\",";
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 ->
          "{\"op\":\"insert\","
              + head
              + "\"uuid\":"
              + quoted(uuid(table))
              + ",\"row\":"
              + row(table)
              + "}";
      case 4, 5 -> "{\"op\":\"update\"," + head + where(table) + ",\"row\":" + row(table) + "}";
      case 6, 7 ->
          "{\"op\":\"mutate\"," + head + where(table) + ",\"mutations\":[" + mutation(table) + "]}";
      case 8 -> "{\"op\":\"delete\"," + head + where(table) + "}";
      default -> "{\"op\":\"select\"," + head + where(table) + ",\"columns\":[\"_uuid\"]}";
    };
  }

  private String row(String table) {
    List<String> members = new ArrayList<>();
    for (String column : columns(table)) {
      if (random.nextInt(3) > 0) {
        members.add(quoted(column) + ":" + value(TABLES.get(table).get(column)));
      }
    }
    return "{" + String.join(",", members) + "}";
  }

  private String where(String table) {
    String column = pick(columns(table));
    String value = value(TABLES.get(table).get(column));
    String clause =
        switch (random.nextInt(6)) {
          case 0 -> "[\"" + column + "\",\"==\"," + value + "]";
          case 1 -> "[\"" + column + "\",\"includes\"," + value + "]";
          case 2 -> "[\"" + column + "\",\"excludes\"," + value + "]";
          case 3 -> "true";
          default -> "[\"_uuid\",\"==\"," + value("uuid " + table) + "]";
        };
    return "\"where\":[" + clause + "]";
  }

  private String mutation(String table) {
    String column = pick(columns(table));
    String kind = TABLES.get(table).get(column);
    return switch (kind) {
      case "int", "optional" -> mutation(column, pick(List.of("+=", "-=", "*=")), "3");
      case "string", "uuid N", "maybe N", "maybe R" -> "";
      default -> mutation(column, pick(List.of("insert", "delete")), value(kind));
    };
  }

  private static String mutation(String column, String mutator, String value) {
    return "[\"" + column + "\",\"" + mutator + "\"," + value + "]";
  }

  /** A value of that kind; kinds of references name the table that they refer to. */
  private String value(String kind) {
    int space = kind.indexOf(' ');
    return space < 0
        ? plainValue(kind)
        : reference(kind.substring(0, space), kind.substring(space + 1));
  }

  private String plainValue(String kind) {
    return switch (kind) {
      case "int" -> small();
      case "string" -> quoted(pick(List.of("a", "b", "c", "d")));
      case "optional" -> random.nextBoolean() ? "[\"set\",[]]" : small();
      case "ints" -> random.nextInt(3) == 0 ? "[\"set\",[]]" : "[\"set\",[" + small() + "]]";
      case "map" -> map(value("string"), small());
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private String reference(String kind, String table) {
    String one = "[\"uuid\"," + quoted(uuid(table)) + "]";
    String two = "[\"set\",[" + one + ",[\"uuid\"," + quoted(uuid(table)) + "]]]";
    return switch (kind) {
      case "uuid" -> one;
      case "maybe" -> random.nextBoolean() ? "[\"set\",[]]" : one;
      case "uuids" -> random.nextInt(3) == 0 ? "[\"set\",[]]" : two;
      case "someUuids" -> two;
      case "uuidToInt" -> map(one, small());
      case "intToUuid" -> map(small(), one);
      case "stringToUuid" -> map(value("string"), one);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private String map(String key, String value) {
    return random.nextInt(3) == 0 ? "[\"map\",[]]" : "[\"map\",[[" + key + "," + value + "]]]";
  }

  private String small() {
    return Integer.toString(random.nextInt(4));
  }

  /** UUIDs of two tables are never the same. */
  private String uuid(String table) {
    return String.format(
        "00000000-0000-4000-%04x-%012d", 0x8000 + table.hashCode() % 0x1000, random.nextInt(UUIDS));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private List<String> columns(String table) {
    return TABLES.get(table).keySet().stream().sorted().toList();
  }

  private String pick(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
