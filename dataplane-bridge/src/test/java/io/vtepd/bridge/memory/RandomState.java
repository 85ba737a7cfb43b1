package io.vtepd.bridge.memory;

import io.vtepd.bridge.desired.RandomCommits;
import io.vtepd.bridge.desired.ScriptedDatabase;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.ReplicationMode;
import io.vtepd.vtep.VtepCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/**
 * A switch {@code tor1} on which something happens to most frames: several logical switches on many
 * VLANs of the same ports, stations and groups behind several VTEPs, keys of both models. {@link
 * RandomCommits} go on from there.
 */
final class RandomState {

  static final List<String> PORTS = List.of("eth1", "eth2", "eth3");
  static final int[] VLANS = {0, 10, 20, 30, 4094};
  static final List<MacAddress> STATIONS = stations();
  static final List<MacAddress> GROUPS =
      List.of(MacAddress.of("01:00:5e:00:00:01"), MacAddress.BROADCAST);

  /** Those that {@link RandomCommits} know, our own address among them. */
  static final List<Ipv4Address> REMOTES =
      List.of(
          Ipv4Address.of("192.0.2.1"),
          Ipv4Address.of("192.0.2.2"),
          Ipv4Address.of("192.0.2.11"),
          Ipv4Address.of("192.0.2.12"),
          Ipv4Address.of("192.0.2.13"),
          Ipv4Address.of("192.0.2.14"));

  private final Random random;
  private final RandomCommits commits;
  private final ScriptedDatabase database;

  RandomState(long seed) {
    this.random = new Random(seed);
    this.commits = new RandomCommits(seed);
    this.database = commits.database();
    List<Uuid> networks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      networks.add(addNetwork(i));
    }
    Uuid tor = database.rows(database.tables().physicalSwitch()).getFirst().uuid();
    Uuid local = database.locator("192.0.2.1", OptionalLong.empty());
    for (Ipv4Address remote : REMOTES) {
      Uuid locator = database.locator(remote.toString(), OptionalLong.empty());
      database.tunnel(tor, local, locator, Map.of("enable", "true"));
    }
    for (String name : PORTS) {
      Uuid port = database.port(tor, name);
      for (int vlan : VLANS) {
        if (random.nextInt(3) > 0) {
          database.bind(port, vlan, pick(networks));
        }
      }
    }
  }

  private static List<MacAddress> stations() {
    List<MacAddress> stations = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      stations.add(new MacAddress(0x0a00_0000_0000L + i));
    }
    return stations;
  }

  /** Every other one has keys at its locators, and none of its own. */
  private Uuid addNetwork(int number) {
    boolean own = number % 2 == 0;
    Uuid network =
        database.logicalSwitch(
            "dense" + number, own ? OptionalLong.of(1000 + number) : OptionalLong.empty());
    database.setMode(network, pick(List.of(ReplicationMode.values())));
    List<Uuid> locators = new ArrayList<>();
    for (Ipv4Address remote : REMOTES.subList(2, REMOTES.size())) {
      locators.add(
          database.locator(
              remote.toString(),
              own ? OptionalLong.empty() : OptionalLong.of(2000 + 10 * number + locators.size())));
    }
    for (MacAddress station : STATIONS) {
      if (random.nextBoolean()) {
        database.remoteMac(station.toString(), network, pick(locators));
      }
    }
    for (String group : List.of("unknown-dst", GROUPS.getFirst().toString())) {
      for (int rows = random.nextInt(3); rows > 0; rows--) {
        database.remoteGroup(group, network, database.locatorSet(pick(locators), pick(locators)));
      }
    }
    return network;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** The first commit brings all that was put here. */
  VtepCommit next() {
    return commits.next();
  }
}
