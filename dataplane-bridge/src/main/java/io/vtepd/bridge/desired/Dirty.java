package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.MacAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What has to be computed again after a commit, whatever the switch. */
final class Dirty {

  /** Physical_Switch rows that changed. */
  final Set<Uuid> switches = new HashSet<>();

  /** Physical_Port rows whose name or bindings may differ. */
  final Set<Uuid> ports = new HashSet<>();

  /** Tunnel rows that may ask for something else. */
  final Set<Uuid> tunnels = new HashSet<>();

  private final Map<Uuid, Network> networks = new HashMap<>();

  /** What of a logical switch has to be computed again. */
  static final class Network {
    /** Everything. */
    boolean all;

    /** Which keys it claims, and what it is called. */
    boolean keys;

    /** All that is replicated. */
    boolean replication;

    /** Where {@code unknown-dst} goes. */
    boolean flood;

    /** The rows whose MAC cannot be used. */
    boolean unusable;

    final Set<MacAddress> stations = new HashSet<>();
    final Set<MacAddress> groups = new HashSet<>();

    /** Stations about which a controller has just said something. */
    final Set<MacAddress> renewed = new HashSet<>();
  }

  /** The marks of the logical switch of that UUID, to be set. */
  Network network(Uuid logicalSwitch) {
    return networks.computeIfAbsent(logicalSwitch, row -> new Network());
  }

  /** All marks, by Logical_Switch. */
  Map<Uuid, Network> networks() {
    return networks;
  }
}
