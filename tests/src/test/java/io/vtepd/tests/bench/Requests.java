package io.vtepd.tests.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What controllers write into a VTEP's database, as text. */
final class Requests {

  private static final int SWITCH_COUNT = 16;
  private static final int LOCATOR_COUNT = 64;

  private Requests() {}

  /**
   * The operations that a new database gets: remotes without probes, logical switches, locators,
   * and a row for each locator, because locators that nobody refers to vanish.
   */
  static String seed(List<String> targets) {
    List<String> operations = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      operations.add(
          ("{\"op\":\"insert\",\"table\":\"Manager\",\"uuid-name\":\"m%d\","
                  + "\"row\":{\"target\":\"%s\",\"inactivity_probe\":0}}")
              .formatted(i, targets.get(i)));
    }
    operations.add(
        IntStream.range(0, targets.size())
            .mapToObj(i -> "[\"named-uuid\",\"m" + i + "\"]")
            .collect(
                Collectors.joining(
                    ",",
                    "{\"op\":\"insert\",\"table\":\"Global\",\"row\":{\"managers\":[\"set\",[",
                    "]]}}")));
    for (int i = 0; i < SWITCH_COUNT; i++) {
      operations.add(
          ("{\"op\":\"insert\",\"table\":\"Logical_Switch\",\"uuid\":\"%s\","
                  + "\"row\":{\"name\":\"ls%d\",\"tunnel_key\":%d}}")
              .formatted(uuid(1, i), i, 100 + i));
    }
    for (int i = 0; i < LOCATOR_COUNT; i++) {
      operations.add(
          ("{\"op\":\"insert\",\"table\":\"Physical_Locator\",\"uuid\":\"%s\",\"row\":"
                  + "{\"dst_ip\":\"192.0.2.%d\",\"encapsulation_type\":\"vxlan_over_ipv4\"}}")
              .formatted(uuid(2, i), i));
      operations.add(insertOf(i, uuid(3, i)));
    }
    return "[\"hardware_vtep\"," + String.join(",", operations) + "]";
  }

  /** A gateway of two ports for a database that is seeded. */
  static String gateway() {
    return "[\"hardware_vtep\","
        + "{\"op\":\"insert\",\"table\":\"Physical_Port\",\"uuid-name\":\"p1\",\"row\":{\"name\":\"p1\"}},"
        + "{\"op\":\"insert\",\"table\":\"Physical_Port\",\"uuid-name\":\"p2\",\"row\":{\"name\":\"p2\"}},"
        + "{\"op\":\"insert\",\"table\":\"Physical_Switch\",\"uuid-name\":\"gw\",\"row\":{\"name\":\"gw\","
        + "\"tunnel_ips\":\"192.0.2.254\",\"management_ips\":\"198.51.100.1\","
        + "\"ports\":[\"set\",[[\"named-uuid\",\"p1\"],[\"named-uuid\",\"p2\"]]]}},"
        + "{\"op\":\"mutate\",\"table\":\"Global\",\"where\":[],"
        + "\"mutations\":[[\"switches\",\"insert\",[\"named-uuid\",\"gw\"]]]}]";
  }

  /** What networking-l2gw's agent begins with: eight tables, under the name null. */
  static String agentMonitor() {
    return Stream.of(
            "Logical_Switch",
            "Physical_Switch",
            "Physical_Port",
            "Ucast_Macs_Local",
            "Ucast_Macs_Remote",
            "Physical_Locator",
            "Mcast_Macs_Local",
            "Physical_Locator_Set")
        .map(table ->
            "\"%s\":[{\"select\":{\"initial\":true,\"insert\":true,\"delete\":true,\"modify\":true}}]"
                .formatted(table))
        .collect(
            Collectors.joining(
                ",",
                "{\"id\":7,\"method\":\"monitor\",\"params\":[\"hardware_vtep\",null,{",
                "}]}"));
  }

  /** A row that every new database has. */
  static String anchor(int number) {
    return uuid(3, number % LOCATOR_COUNT);
  }

  /** The UUID that {@link #insertAs} gives to the row of that number. */
  static String rowUuid(int number) {
    return uuid(4, number);
  }

  private static String uuid(int kind, int number) {
    return "00000000-0000-4000-%04x-%012x".formatted(0x8000 + kind, number);
  }

  /** A transaction of {@code count} rows whose MACs count on from {@code first}. */
  static String insert(int id, int first, int count) {
    StringBuilder text = new StringBuilder(count * 256);
    text.append("{\"method\":\"transact\",\"params\":[\"hardware_vtep\"");
    for (int i = 0; i < count; i++) {
      text.append(',').append(insertOf(first + i, ""));
    }
    return text.append("],\"id\":").append(id).append('}').toString();
  }

  /** A row with {@link #rowUuid}. */
  static String insertAs(int id, int number) {
    return transact(id, insertOf(number, rowUuid(number)));
  }

  private static String insertOf(int number, String uuid) {
    return "{\"op\":\"insert\",\"table\":\"Ucast_Macs_Remote\""
        + (uuid.isEmpty() ? "" : ",\"uuid\":\"" + uuid + '"')
        + ",\"row\":{\"MAC\":\""
        + mac(number)
        + "\",\"logical_switch\":[\"uuid\",\""
        + uuid(1, number % SWITCH_COUNT)
        + "\"],\"locator\":[\"uuid\",\""
        + uuid(2, number % LOCATOR_COUNT)
        + "\"],\"ipaddr\":\""
        + ip(number)
        + "\"}}";
  }

  /** Gives a row another address. */
  static String update(int id, String uuid, int number) {
    return transact(
        id,
        "{\"op\":\"update\",\"table\":\"Ucast_Macs_Remote\",\"where\":[[\"_uuid\",\"==\",[\"uuid\",\""
            + uuid
            + "\"]]],\"row\":{\"ipaddr\":\""
            + ip(number)
            + "\"}}");
  }

  static String delete(int id, String uuid) {
    return transact(
        id,
        "{\"op\":\"delete\",\"table\":\"Ucast_Macs_Remote\",\"where\":[[\"_uuid\",\"==\",[\"uuid\",\""
            + uuid
            + "\"]]]}");
  }

  /** Finds a row by its address, as controllers do that did not keep UUIDs. */
  static String selectByMac(int id, int number) {
    return transact(
        id,
        "{\"op\":\"select\",\"table\":\"Ucast_Macs_Remote\",\"where\":[[\"MAC\",\"==\",\""
            + mac(number)
            + "\"]],\"columns\":[\"ipaddr\"]}");
  }

  static String selectGlobal() {
    return transact(1, "{\"op\":\"select\",\"table\":\"Global\",\"where\":[]}");
  }

  /** All columns of all remote MACs. */
  static String monitor(int id) {
    return "{\"method\":\"monitor\",\"params\":[\"hardware_vtep\",\"mon%d\",{\"Ucast_Macs_Remote\":{}}],\"id\":%d}"
        .formatted(id, id);
  }

  /** A request that does nothing, and whose reply holds a byte that no other reply does. */
  static String mark() {
    return "{\"method\":\"transact\",\"params\":[\"hardware_vtep\"],\"id\":\""
        + (char) MARK
        + "\"}";
  }

  static final byte MARK = '~';

  private static String transact(int id, String operation) {
    return "{\"method\":\"transact\",\"params\":[\"hardware_vtep\","
        + operation
        + "],\"id\":"
        + id
        + "}";
  }

  private static String mac(int number) {
    String hex = Integer.toHexString(0x1000_0000 + number);
    return "02:%s:%s:%s:%s:00"
        .formatted(
            hex.substring(0, 2), hex.substring(2, 4), hex.substring(4, 6), hex.substring(6, 8));
  }

  private static String ip(int number) {
    return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
  }
}
