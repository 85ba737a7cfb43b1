package io.vtepd.daemon.view;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tls.logging.LogValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Something to show: facts, one table, and what is wrong. For one thread. */
public final class View {

  private final int limit;
  private final List<Map<String, String>> heads = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private int leftOut;
  private boolean troubled;

  /** Rows under columns. */
  private record Table(String name, List<String> columns, List<List<String>> rows) {}

  /**
   * @param limit rows and troubles at most, each
   */
  public View(int limit) {
    this.limit = limit;
  }

  /** A line of facts: names and values in turn. */
  View head(String... namesAndValues) {
    Map<String, String> head = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      head.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    heads.add(head);
    return this;
  }

  /** A table; the rows that follow are its. */
  View table(String name, String... columns) {
    tables.add(new Table(name, List.of(columns), new ArrayList<>()));
    return this;
  }

  /** A row of the last table. */
  View row(String... cells) {
    Table table = tables.getLast();
    if (cells.length != table.columns().size()) {
      throw new IllegalArgumentException(table.name() + " has columns " + table.columns());
    }
    if (table.rows().size() < limit) {
      table.rows().add(List.of(cells));
    } else {
      leftOut++;
    }
    return this;
  }

  /** Something that is wrong. */
  View trouble(String sentence) {
    troubled = true;
    if (troubles.size() < limit) {
      troubles.add(sentence);
    } else {
      leftOut++;
    }
    return this;
  }

  /** Something is wrong, and the facts or the table tell what. */
  View markTroubled() {
    troubled = true;
    return this;
  }

  /** Whether anything is wrong. */
  public boolean isTroubled() {
    return troubled;
  }

  /** For scripts. */
  public Json json() {
    List<Json> shown = heads.stream().map(View::object).toList();
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("facts", Json.array(shown.toArray(Json[]::new)));
    for (Table table : tables) {
      members.put(
          table.name(),
          Json.array(
              table.rows().stream()
                  .map(row -> {
                    Map<String, String> cells = new LinkedHashMap<>();
                    for (int i = 0; i < row.size(); i++) {
                      cells.put(table.columns().get(i), row.get(i));
                    }
                    return object(cells);
                  })
                  .toArray(Json[]::new)));
    }
    members.put("troubles", Json.array(troubles.stream().map(Json::of).toArray(Json[]::new)));
    members.put("left_out", Json.of(leftOut));
    return new Json.Obj(members);
  }

  private static Json object(Map<String, String> values) {
    Map<String, Json> members = new LinkedHashMap<>();
    values.forEach((name, value) -> members.put(name, Json.of(value)));
    return new Json.Obj(members);
  }

  /** For people; each value is one word, or quoted. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Map<String, String> head : heads) {
      List<String> words = new ArrayList<>();
      head.forEach((name, value) -> words.add(name + " " + LogValue.of(value)));
      text.append(String.join("  ", words)).append('\n');
    }
    tables.forEach(table -> append(text, table));
    troubles.forEach(trouble -> text.append("! ").append(plain(trouble)).append('\n'));
    if (leftOut > 0) {
      text.append(leftOut).append(" more are left out, see --limit\n");
    }
    return text.toString();
  }

  /** Names within were escaped when the sentence was made; nothing may break its line, though. */
  private static String plain(String sentence) {
    return sentence.chars().allMatch(c -> c >= ' ' && c <= '~') ? sentence : LogValue.of(sentence);
  }

  private static void append(StringBuilder text, Table table) {
    if (table.rows().isEmpty()) {
      text.append("no ").append(table.name()).append('\n');
      return;
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.columns().stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
    table.rows().forEach(row -> lines.add(row.stream().map(LogValue::of).toList()));
    int[] widths = new int[table.columns().size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder padded = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        padded.append(line.get(i)).repeat(' ', widths[i] + 2 - line.get(i).length());
      }
      text.append(padded.toString().stripTrailing()).append('\n');
    }
  }
}
