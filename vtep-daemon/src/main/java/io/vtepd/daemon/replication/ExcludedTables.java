package io.vtepd.daemon.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tables that are not copied, the value of {@code --sync-exclude-tables}.
 *
 * @param byDatabase names of tables by name of database
 */
public record ExcludedTables(Map<String, Set<String>> byDatabase) {

  public static final ExcludedTables NONE = new ExcludedTables(Map.of());

  private static final String FORM = "[A-Za-z_][A-Za-z_0-9]*:[A-Za-z_][A-Za-z_0-9]*";

  public ExcludedTables {
    Map<String, Set<String>> copy = new TreeMap<>();
    byDatabase.forEach((database, tables) -> copy.put(database, Set.copyOf(tables)));
    byDatabase = Map.copyOf(copy);
  }

  /**
   * Reads {@code DB:TABLE[,DB:TABLE]...}; nothing at all means none.
   *
   * @throws IllegalArgumentException naming what is no table
   */
  public static ExcludedTables parse(String text) {
    Map<String, Set<String>> tables = new TreeMap<>();
    for (String each : text.isEmpty() ? List.<String>of() : List.of(text.split(",", -1))) {
      if (!each.matches(FORM)) {
        throw new IllegalArgumentException("'" + each + "': expected DATABASE:TABLE");
      }
      int colon = each.indexOf(':');
      tables
          .computeIfAbsent(each.substring(0, colon), database -> new TreeSet<>())
          .add(each.substring(colon + 1));
    }
    return new ExcludedTables(tables);
  }

  boolean contains(String database, String table) {
    return byDatabase.getOrDefault(database, Set.of()).contains(table);
  }

  public boolean isEmpty() {
    return byDatabase.isEmpty();
  }

  /** As {@link #parse} reads it, in order of names. */
  @Override
  public String toString() {
    List<String> all = new ArrayList<>();
    byDatabase.forEach(
        (database, tables) -> tables.forEach(table -> all.add(database + ":" + table)));
    return String.join(",", all.stream().sorted().toList());
  }
}
