package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.IpField;
import io.vtepd.vtep.ReplicationMode;
import io.vtepd.vtep.TunnelKey;
import io.vtepd.vtep.VlanPair;
import io.vtepd.vtep.VtepCommit;
import io.vtepd.vtep.VtepRow;
import io.vtepd.vtep.VtepTable;
import io.vtepd.vtep.VtepTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Random transactions like those of controllers, on a small world where everything meets
 * everything. Some leave references into nowhere, as a replica of part of a database would.
 */
public final class RandomCommits {

  private static final String[] MACS = {
    "0a:00:00:00:00:01",
    "0A:00:00:00:00:02",
    "0a:00:00:00:00:03",
    "0a:00:00:00:00:04",
    "0a:00:00:00:00:05 10.0.0.5",
    "garbage",
    "",
    "unknown-dst",
    "01:00:5e:00:00:01"
  };
  private static final String[] GROUPS = {
    "unknown-dst",
    "unknown-dst",
    "01:00:5e:00:00:01",
    "ff:ff:ff:ff:ff:ff",
    "0a:00:00:00:00:01",
    "garbage"
  };
  private static final String[] IPS = {
    "192.0.2.1",
    "192.0.2.2",
    "192.0.2.11",
    "192.0.2.12",
    "192.0.2.13",
    "192.0.2.14",
    "nonsense",
    "2001:db8::1",
    "224.0.0.1",
    ""
  };
  private static final String[] PORTS = {"eth1", "eth2", "eth3"};
  private static final String[] SWITCHES = {"tor1", "tor2", "tor3", ""};

  private final Random random;
  private final ScriptedDatabase database;
  private final VtepTables tables;
  private int names;

  public RandomCommits(long seed) {
    this.random = new Random(seed);
    this.database = new ScriptedDatabase(seed);
    this.tables = database.tables();
    database.physicalSwitch("tor1", "192.0.2.1");
    for (int i = 0; i < 3; i++) {
      addPort();
      addLogicalSwitch();
      addLocator();
    }
  }

  public ScriptedDatabase database() {
    return database;
  }

  /** The next commit. */
  public VtepCommit next() {
    for (int steps = 1 + random.nextInt(4); steps > 0; steps--) {
      step();
    }
    return database.commit();
  }

  private void step() {
    switch (random.nextInt(23)) {
      case 0 -> addPort();
      case 1 -> addLogicalSwitch();
      case 2 -> addLocator();
      case 3, 4, 5 -> rebind();
      case 6, 7 -> flapKey();
      case 8 ->
          withAny(
              tables.logicalSwitch(), row -> database.setMode(row, pick(ReplicationMode.values())));
      case 9, 10, 11 -> addMac();
      case 12 -> moveMac();
      case 13, 14 -> addGroup();
      case 15 -> replaceSets();
      case 16 -> addTunnel();
      case 17 ->
          withAny(tables.ucastMacsRemote(), row -> database.delete(tables.ucastMacsRemote(), row));
      case 18 ->
          withAny(tables.mcastMacsRemote(), row -> database.delete(tables.mcastMacsRemote(), row));
      case 19 -> rekeyLocator();
      case 20 -> changeSwitch();
      case 21 -> filterAndRoute();
      default -> deleteAnything();
    }
  }

  /** What is not served yet. */
  private void filterAndRoute() {
    var ports = tables.physicalPort();
    Uuid acl = database.insert(tables.acl());
    withAny(
        ports,
        row -> {
          List<VlanPair> acls = random.nextBoolean() ? List.of(new VlanPair(0, acl)) : List.of();
          database.set(ports, row, ports.aclBindings(), acls);
        });
    var routers = tables.logicalRouter();
    if (random.nextBoolean()) {
      withAny(routers, row -> database.delete(routers, row));
    } else {
      Uuid router = database.insert(routers);
      withAny(
          tables.logicalSwitch(),
          row ->
              database.set(routers, router, routers.switchBinding(), Map.of("10.0.0.1/24", row)));
    }
  }

  private void addPort() {
    withAny(tables.physicalSwitch(), row -> database.port(row, pick(PORTS)));
  }

  private void addLogicalSwitch() {
    if (database.rows(tables.logicalSwitch()).size() < 6) {
      database.logicalSwitch("ls" + random.nextInt(10) + "-" + names++, key());
    }
  }

  private void addLocator() {
    database.locator(pick(IPS), key());
  }

  /** The whole map at once, as OpenDaylight does, or a pair, as others do. */
  private void rebind() {
    withAny(
        tables.physicalPort(),
        port -> {
          if (random.nextInt(3) == 0) {
            List<VlanPair> pairs = new ArrayList<>();
            for (int vlan : new int[] {0, 10, 20, 4095, 5000}) {
              if (random.nextBoolean()) {
                withAny(tables.logicalSwitch(), ls -> pairs.add(new VlanPair(vlan, ls)));
              }
            }
            database.set(tables.physicalPort(), port, tables.physicalPort().vlanBindings(), pairs);
          } else if (random.nextInt(3) > 0) {
            withAny(tables.logicalSwitch(), ls -> database.bind(port, 10 * random.nextInt(3), ls));
          } else {
            database.unbind(port, 10 * random.nextInt(3));
          }
        });
  }

  private void flapKey() {
    withAny(tables.logicalSwitch(), row -> database.setKey(row, key()));
  }

  private void addMac() {
    withAny(
        tables.logicalSwitch(),
        ls ->
            withAny(
                tables.physicalLocator(),
                locator -> database.remoteMac(pick(MACS), orNowhere(ls), orNowhere(locator))));
  }

  /** A new row and the delete of the old one in one transaction. */
  private void moveMac() {
    withAny(
        tables.ucastMacsRemote(),
        row -> {
          var columns = tables.ucastMacsRemote().columns();
          if (random.nextBoolean()) {
            withAny(
                tables.physicalLocator(),
                locator -> database.set(tables.ucastMacsRemote(), row, columns.locator(), locator));
          } else {
            database.set(tables.ucastMacsRemote(), row, columns.ipaddr(), IpField.parse(pick(IPS)));
          }
        });
  }

  private void addGroup() {
    withAny(
        tables.logicalSwitch(),
        ls -> database.remoteGroup(pick(GROUPS), orNowhere(ls), orNowhere(someSet())));
  }

  private void replaceSets() {
    withAny(
        tables.mcastMacsRemote(),
        row ->
            database.set(
                tables.mcastMacsRemote(),
                row,
                tables.mcastMacsRemote().columns().locatorSet(),
                someSet()));
  }

  private Uuid someSet() {
    List<Uuid> locators = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      withAny(tables.physicalLocator(), row -> locators.add(orNowhere(row)));
    }
    return database.locatorSet(locators.toArray(Uuid[]::new));
  }

  private void addTunnel() {
    withAny(
        tables.physicalSwitch(),
        owner ->
            withAny(
                tables.physicalLocator(),
                local ->
                    withAny(
                        tables.physicalLocator(),
                        remote ->
                            database.tunnel(
                                owner,
                                local,
                                remote,
                                random.nextBoolean() ? Map.of() : Map.of("enable", "true")))));
  }

  private void rekeyLocator() {
    withAny(
        tables.physicalLocator(),
        row ->
            database.set(
                tables.physicalLocator(),
                row,
                tables.physicalLocator().tunnelKey(),
                TunnelKey.of(key())));
  }

  private void changeSwitch() {
    if (random.nextInt(4) == 0 && database.rows(tables.physicalSwitch()).size() < 3) {
      freeName().ifPresent(name -> database.physicalSwitch(name, pick(IPS)));
    }
    var table = tables.physicalSwitch();
    withAny(
        table,
        row -> {
          List<IpField> ips = new ArrayList<>();
          for (int i = random.nextInt(3); i > 0; i--) {
            ips.add(IpField.parse(pick(IPS)));
          }
          switch (random.nextInt(4)) {
            case 0 -> freeName().ifPresent(name -> database.set(table, row, table.name(), name));
            case 1, 2 -> database.set(table, row, table.tunnelIps(), ips);
            default -> database.set(table, row, table.switchFaultStatus(), List.of("x"));
          }
        });
  }

  /** The index on the name column is the one thing that every source keeps. */
  private Optional<String> freeName() {
    String name = pick(SWITCHES);
    boolean taken =
        database.rows(tables.physicalSwitch()).stream().anyMatch(row -> row.name().equals(name));
    return taken ? Optional.empty() : Optional.of(name);
  }

  private void deleteAnything() {
    switch (random.nextInt(8)) {
      case 0 ->
          withAny(tables.physicalLocator(), row -> database.delete(tables.physicalLocator(), row));
      case 1 ->
          withAny(
              tables.physicalLocatorSet(),
              row -> database.delete(tables.physicalLocatorSet(), row));
      case 2 ->
          withAny(tables.logicalSwitch(), row -> database.delete(tables.logicalSwitch(), row));
      case 3 -> withAny(tables.physicalPort(), row -> database.delete(tables.physicalPort(), row));
      case 4 -> withAny(tables.tunnel(), row -> database.delete(tables.tunnel(), row));
      case 5 ->
          withAny(tables.physicalSwitch(), row -> database.delete(tables.physicalSwitch(), row));
      default -> changeSwitch();
    }
  }

  /** Keys as they are seen: few, so that they conflict; none; zero; and out of range. */
  private OptionalLong key() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> OptionalLong.empty();
      case 2 -> OptionalLong.of(0);
      case 3 -> OptionalLong.of(1L << 24);
      default -> OptionalLong.of(1 + random.nextInt(4));
    };
  }

  private Uuid orNowhere(Uuid row) {
    return random.nextInt(12) == 0 ? Uuid.random(random) : row;
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <V extends VtepRow> void withAny(VtepTable<V> table, Consumer<Uuid> action) {
    List<V> rows = database.rows(table);
    if (!rows.isEmpty()) {
      action.accept(rows.get(random.nextInt(rows.size())).uuid());
    }
  }
}
