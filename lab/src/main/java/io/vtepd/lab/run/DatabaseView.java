package io.vtepd.lab.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.vtepd.lab.host.OvsdbSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The hardware_vtep rows of a host at one moment, by a name that a person knows: "Physical_Port
 * s2-eth1". Two of them tell what changed between two steps.
 */
public record DatabaseView(Map<String, Map<String, String>> rows) {

  private static final List<String> TABLES =
      List.of(
          "Physical_Switch",
          "Physical_Port",
          "Logical_Switch",
          "Physical_Locator",
          "Ucast_Macs_Local",
          "Ucast_Macs_Remote",
          "Mcast_Macs_Local",
          "Mcast_Macs_Remote",
          "Tunnel");

  /** Columns that name a row for people, the first that is there. */
  private static final List<String> NAMES = List.of("name", "MAC", "dst_ip");

  private static final Duration LIMIT = Duration.ofSeconds(2);

  /** Changes beyond these are counted only. */
  private static final int CHANGES_LIMIT = 12;

  public static final DatabaseView EMPTY = new DatabaseView(Map.of());

  public DatabaseView {
    rows = new TreeMap<>(rows);
  }

  /** Reads all tables in one transaction. */
  public static DatabaseView read(Path socket) throws IOException {
    StringBuilder request =
        new StringBuilder("{\"id\":1,\"method\":\"transact\",\"params\":[\"hardware_vtep\"");
    for (String table : TABLES) {
      request.append(",{\"op\":\"select\",\"where\":[],\"table\":\"").append(table).append("\"}");
    }
    JsonNode reply = OvsdbSocket.ask(socket, request.append("]}").toString(), LIMIT);
    return of(table -> reply.path("result").path(TABLES.indexOf(table)).path("rows"));
  }

  /** Names the rows of all tables. */
  static DatabaseView of(Function<String, JsonNode> rowsOfTable) {
    Map<String, JsonNode> byUuid = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    for (String table : TABLES) {
      for (JsonNode row : rowsOfTable.apply(table)) {
        String uuid = RowMatch.text(row.path("_uuid"));
        byUuid.put(table + " " + uuid, row);
        NAMES.stream()
            .filter(row::has)
            .findFirst()
            .ifPresent(column -> names.put(uuid, RowMatch.text(row.get(column))));
      }
    }
    return new DatabaseView(named(byUuid, names));
  }

  private static Map<String, Map<String, String>> named(
      Map<String, JsonNode> byUuid, Map<String, String> names) {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : byUuid.entrySet()) {
      Map<String, String> columns = new TreeMap<>();
      for (Map.Entry<String, JsonNode> column : each.getValue().properties()) {
        if (!column.getKey().startsWith("_")) {
          columns.put(column.getKey(), name(RowMatch.text(column.getValue()), names));
        }
      }
      String key = name(each.getKey(), names);
      if (columns.containsKey("logical_switch")) {
        // Tenants may use one MAC address.
        key += " in " + columns.get("logical_switch");
      }
      String free = key;
      for (int i = 2; rows.containsKey(free); i++) {
        free = key + " (" + i + ")";
      }
      rows.put(free, columns);
    }
    return rows;
  }

  /** UUIDs of rows that have a name give way to it. */
  private static String name(String text, Map<String, String> names) {
    String named = text;
    for (Map.Entry<String, String> each : names.entrySet()) {
      named = named.replace(each.getKey(), each.getValue());
    }
    return named;
  }

  /** What differs in a later view: a line a column. */
  List<String> changesTo(DatabaseView later) {
    List<String> changes = new ArrayList<>();
    for (Map.Entry<String, Map<String, String>> row : later.rows.entrySet()) {
      Map<String, String> before = rows.get(row.getKey());
      if (before == null) {
        changes.add(row.getKey() + " is new");
        continue;
      }
      for (Map.Entry<String, String> column : row.getValue().entrySet()) {
        String old = before.getOrDefault(column.getKey(), "none");
        if (!old.equals(column.getValue())) {
          changes.add(
              row.getKey() + " " + column.getKey() + " " + old + " -> " + column.getValue());
        }
      }
    }
    rows.keySet().stream()
        .filter(row -> !later.rows.containsKey(row))
        .forEach(row -> changes.add(row + " is gone"));
    if (changes.size() > CHANGES_LIMIT) {
      String more = "and " + (changes.size() - CHANGES_LIMIT) + " more";
      changes.subList(CHANGES_LIMIT, changes.size()).clear();
      changes.add(more);
    }
    return List.copyOf(changes);
  }
}
