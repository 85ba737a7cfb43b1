package io.vtepd.bridge.desired;

import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.Vni;
import java.util.Objects;
import java.util.Optional;

/** What a {@link Fact} is about. A switch has at most one fact of each identity. */
public sealed interface FactId {

  /** The tunnel to that endpoint. */
  record Tunnel(Ipv4Address remote) implements FactId {
    public Tunnel {
      Objects.requireNonNull(remote);
    }
  }

  /** A logical switch that has a binding here. */
  record Network(NetworkKey network) implements FactId {
    public Network {
      Objects.requireNonNull(network);
    }
  }

  /**
   * A place where frames enter and leave.
   *
   * @param port Physical_Port.name
   */
  record Binding(String port, VlanId vlan) implements FactId, Comparable<Binding> {

    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    public Binding {
      Objects.requireNonNull(port);
      Objects.requireNonNull(vlan);
    }

    /** Spread over all bits: numbers of ports and VLANs in a row would share a few values. */
    @Override
    public int hashCode() {
      return Long.hashCode(((long) port.hashCode() << 12 | vlan.value()) * SPREAD);
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof Binding binding
              && vlan.value() == binding.vlan.value()
              && port.equals(binding.port);
    }

    @Override
    public int compareTo(Binding other) {
      int order = port.compareTo(other.port);
      return order != 0 ? order : vlan.compareTo(other.vlan);
    }

    @Override
    public String toString() {
      return port + "/" + vlan;
    }
  }

  /**
   * Frames that come out of a tunnel with that VNI.
   *
   * @param remote the tunnel; empty for any tunnel of the switch
   */
  record Ingress(Optional<Ipv4Address> remote, Vni vni) implements FactId {
    public Ingress {
      Objects.requireNonNull(remote);
      Objects.requireNonNull(vni);
    }
  }

  /** A station of a logical switch. */
  record Unicast(NetworkKey network, MacAddress mac) implements FactId {
    public Unicast {
      Objects.requireNonNull(network);
      Objects.requireNonNull(mac);
    }

    // Written out: there are a million, and the JVM's own are slow until they are compiled.
    @Override
    public int hashCode() {
      return network.hashCode() * 31 + mac.hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof Unicast station
              && mac.equals(station.mac)
              && network.equals(station.network);
    }
  }

  /** Broadcast, unknown unicast, and groups without a fact of their own, in a logical switch. */
  record Flood(NetworkKey network) implements FactId {
    public Flood {
      Objects.requireNonNull(network);
    }
  }

  /** A group of a logical switch. */
  record Multicast(NetworkKey network, MacAddress group) implements FactId {
    public Multicast {
      Objects.requireNonNull(network);
      Objects.requireNonNull(group);
    }
  }
}
