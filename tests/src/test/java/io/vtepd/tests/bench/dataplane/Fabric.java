package io.vtepd.tests.bench.dataplane;

import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.tests.bench.Batch;
import io.vtepd.tests.bench.Client;
import io.vtepd.tests.bench.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a controller wants of one VTEP, as transactions: each logical switch is bound on each port,
 * with a VLAN of its own (or without tag, if there is only one), and floods to two service nodes.
 *
 * @param remoteCount other VTEPs
 */
record Fabric(int switchCount, int portCount, int remoteCount) {

  /** The flows of all MACs that a fabric has. */
  static final Match MACS =
      Match.builder().masked(Field.ETH_DST, 0x0200_0000_0000L, 0xffff_0000_0000L).build();

  /** The flows of one MAC in so many are enough to see when a large bundle takes effect. */
  static final int SAMPLED = 64;

  static final Match SAMPLE =
      Match.builder()
          .masked(Field.ETH_DST, 0x0200_0000_0000L, 0xffff_0000_0000L + SAMPLED - 1)
          .build();

  private static final int ROWS_AT_ONCE = 1_000;

  static String portName(int port) {
    return "p" + (port + 1);
  }

  /** Waits for the ports' rows, then binds every logical switch. */
  void bind(Client controller) throws IOException {
    for (int first = 0; first < switchCount; first += ROWS_AT_ONCE) {
      int end = Math.min(switchCount, first + ROWS_AT_ONCE);
      controller.ask(transact(IntStream.range(first, end).mapToObj(Fabric::insertSwitch).toList()));
    }
    List<String> remotes = new ArrayList<>();
    for (int i = 0; i < remoteCount; i++) {
      remotes.add(insertLocator(i));
    }
    for (int i = 0; i < switchCount; i++) {
      remotes.addAll(insertFlood(i));
    }
    // Locators that nobody refers to vanish.
    for (int i = 0; i < remoteCount; i++) {
      remotes.add(insertMac(i));
    }
    controller.ask(transact(remotes));
    for (int port = 0; port < portCount; port++) {
      controller.ask(transact(List.of(awaitPort(port), setBindings(port, switchCount))));
    }
  }

  /** As {@link #bind}, with ports that nobody has reported yet. */
  void bindNewPorts(Client controller) throws IOException {
    List<String> ports = new ArrayList<>();
    for (int i = 0; i < portCount; i++) {
      ports.add(
          "{\"op\":\"insert\",\"table\":\"Physical_Port\",\"uuid-name\":\"p%d\",\"row\":{\"name\":\"%s\"}}"
              .formatted(i, portName(i)));
    }
    String all =
        IntStream.range(0, portCount)
            .mapToObj(i -> "[\"named-uuid\",\"p" + i + "\"]")
            .collect(Collectors.joining(",", "[\"set\",[", "]]"));
    ports.add(insertPhysicalSwitch(",\"ports\":" + all));
    ports.add(ADOPT);
    controller.ask(transact(ports));
    bind(controller);
  }

  private static final String ADOPT =
      "{\"op\":\"insert\",\"table\":\"Global\",\"row\":{\"switches\":[\"named-uuid\",\"ps\"]}}";

  /** What an operator writes before ovs-vtep is started. */
  static String physicalSwitch() {
    return transact(List.of(insertPhysicalSwitch(""), ADOPT));
  }

  private static String insertPhysicalSwitch(String more) {
    return ("{\"op\":\"insert\",\"table\":\"Physical_Switch\",\"uuid-name\":\"ps\",\"row\":"
            + "{\"name\":\"%s\",\"tunnel_ips\":\"%s\"%s}}")
        .formatted(Site.BRIDGE, Site.TUNNEL_IP, more);
  }

  /** How many of the flows of that many MACs are in {@link #SAMPLE}. */
  static int sampled(int macCount) {
    return (macCount + SAMPLED - 1) / SAMPLED;
  }

  /** The same, or a small one. */
  Fabric scaled(Row.Ground ground) {
    return ground.quick() ? new Fabric(2, 2, 2) : this;
  }

  /** Takes one logical switch from a port, or gives it back. */
  String mutateBinding(int port, int logicalSwitch, boolean bound) {
    String mutation =
        bound
            ? "\"insert\",[\"map\",[[%d,[\"uuid\",\"%s\"]]]]"
                .formatted(vlan(logicalSwitch), uuid(1, logicalSwitch))
            : "\"delete\",[\"set\",[%d]]".formatted(vlan(logicalSwitch));
    return transact(
        List.of(
            ("{\"op\":\"mutate\",\"table\":\"Physical_Port\",\"where\":[[\"name\",\"==\",\"%s\"]],"
                    + "\"mutations\":[[\"vlan_bindings\",%s]]}")
                .formatted(portName(port), mutation)));
  }

  /** How many MACs {@link #bind} has written: those with the lowest numbers. */
  int boundMacs() {
    return remoteCount;
  }

  /** A transaction of so many MACs. */
  String insertMacs(int first, int count) {
    return transact(IntStream.range(first, first + count).mapToObj(this::insertMac).toList());
  }

  /** Transactions of 1,000 MACs. */
  Batch inserts(int first, int count) {
    List<String> requests = new ArrayList<>();
    for (int done = 0; done < count; done += ROWS_AT_ONCE) {
      requests.add(insertMacs(first + done, Math.min(ROWS_AT_ONCE, count - done)));
    }
    return Batch.of(requests);
  }

  /** Deletes all MACs but those of {@link #bind}. */
  static String deleteMacs() {
    return transact(
        List.of(
            "{\"op\":\"delete\",\"table\":\"Ucast_Macs_Remote\",\"where\":[[\"ipaddr\",\"==\",\"10.0.0.1\"]]}"));
  }

  /** All MACs that the VTEP learns from now on. */
  static String monitorLocalMacs() {
    return "{\"method\":\"monitor\",\"params\":[\"hardware_vtep\",null,{\"Ucast_Macs_Local\":"
        + "{\"columns\":[\"MAC\"],\"select\":{\"initial\":false,\"delete\":false,\"modify\":false}}}],\"id\":1}";
  }

  static String mac(int number) {
    return "02:00:%02x:%02x:%02x:%02x"
        .formatted(number >> 24, number >> 16 & 255, number >> 8 & 255, number & 255);
  }

  /** Of version 4, like those of real controllers: no two have a pattern in common. */
  private static String uuid(int kind, int number) {
    SplittableRandom bits = new SplittableRandom(((long) kind << 32) + number);
    long high = bits.nextLong() & ~0xf000L | 0x4000L;
    long low = bits.nextLong() >>> 2 | 1L << 63;
    return new UUID(high, low).toString();
  }

  private int vlan(int logicalSwitch) {
    return switchCount == 1 ? 0 : logicalSwitch + 1;
  }

  private static String insertSwitch(int number) {
    return ("{\"op\":\"insert\",\"table\":\"Logical_Switch\",\"uuid\":\"%s\",\"row\":"
            + "{\"name\":\"ls%d\",\"tunnel_key\":%d}}")
        .formatted(uuid(1, number), number, 5_000 + number);
  }

  private static String insertLocator(int number) {
    return ("{\"op\":\"insert\",\"table\":\"Physical_Locator\",\"uuid\":\"%s\",\"row\":"
            + "{\"dst_ip\":\"198.18.%d.%d\",\"encapsulation_type\":\"vxlan_over_ipv4\"}}")
        .formatted(uuid(2, number), number / 250, number % 250 + 1);
  }

  private List<String> insertFlood(int number) {
    String nodes =
        "[\"set\",[[\"uuid\",\"%s\"]%s]]"
            .formatted(
                uuid(2, number % remoteCount),
                remoteCount == 1
                    ? ""
                    : ",[\"uuid\",\"" + uuid(2, (number + 1) % remoteCount) + "\"]");
    return List.of(
        ("{\"op\":\"insert\",\"table\":\"Physical_Locator_Set\",\"uuid-name\":\"set%d\",\"row\":"
                + "{\"locators\":%s}}")
            .formatted(number, nodes),
        ("{\"op\":\"insert\",\"table\":\"Mcast_Macs_Remote\",\"row\":{\"MAC\":\"unknown-dst\","
                + "\"logical_switch\":[\"uuid\",\"%s\"],\"locator_set\":[\"named-uuid\",\"set%d\"]}}")
            .formatted(uuid(1, number), number));
  }

  private static String awaitPort(int port) {
    return ("{\"op\":\"wait\",\"timeout\":20000,\"table\":\"Physical_Port\",\"where\":"
            + "[[\"name\",\"==\",\"%1$s\"]],\"columns\":[\"name\"],\"until\":\"==\",\"rows\":"
            + "[{\"name\":\"%1$s\"}]}")
        .formatted(portName(port));
  }

  private String setBindings(int port, int boundSwitches) {
    return IntStream.range(0, boundSwitches)
        .mapToObj(i -> "[%d,[\"uuid\",\"%s\"]]".formatted(vlan(i), uuid(1, i)))
        .collect(
            Collectors.joining(
                ",",
                ("{\"op\":\"update\",\"table\":\"Physical_Port\",\"where\":[[\"name\",\"==\",\"%s\"]],"
                        + "\"row\":{\"vlan_bindings\":[\"map\",[")
                    .formatted(portName(port)),
                "]]}}"));
  }

  private String insertMac(int number) {
    int remote = (number % switchCount + number / switchCount) % remoteCount;
    return ("{\"op\":\"insert\",\"table\":\"Ucast_Macs_Remote\",\"row\":{\"MAC\":\"%s\","
            + "\"logical_switch\":[\"uuid\",\"%s\"],\"locator\":[\"uuid\",\"%s\"],\"ipaddr\":\"%s\"}}")
        .formatted(
            mac(number),
            uuid(1, number % switchCount),
            uuid(2, number < remoteCount ? number : remote),
            number < remoteCount ? "10.0.0.0" : "10.0.0.1");
  }

  private static String transact(List<String> operations) {
    return "{\"method\":\"transact\",\"params\":[\"hardware_vtep\","
        + String.join(",", operations)
        + "],\"id\":1}";
  }
}
