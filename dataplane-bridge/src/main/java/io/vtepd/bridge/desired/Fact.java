package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.IpAddress;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.Vni;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that shall be true of a switch. All facts of a {@link DesiredSwitch} together say how
 * it forwards; each can be rendered by itself, given the facts that it names:
 *
 * <ul>
 *   <li>every {@link Destination} in a fact has a {@link Tunnel} to its remote in the same switch;
 *   <li>every network in a fact has a {@link Network} in the same switch, and that has at least one
 *       {@link Binding}.
 * </ul>
 */
public sealed interface Fact {

  /** What it is about. */
  FactId id();

  /**
   * A tunnel with VXLAN in UDP.
   *
   * @param local where it ends on this side
   * @param also other addresses of ours at which frames of that remote are taken, in order
   * @param bfdParams Tunnel.bfd_params: what the controller asks of our end; empty without a row
   * @param bfdConfigRemote Tunnel.bfd_config_remote: how the other end wants to be spoken to
   */
  record Tunnel(
      FactId.Tunnel id,
      Ipv4Address local,
      List<Ipv4Address> also,
      Map<String, String> bfdParams,
      Map<String, String> bfdConfigRemote)
      implements Fact {
    public Tunnel {
      Objects.requireNonNull(id);
      Objects.requireNonNull(local);
      also = List.copyOf(also);
      bfdParams = Map.copyOf(bfdParams);
      bfdConfigRemote = Map.copyOf(bfdConfigRemote);
    }

    public Ipv4Address remote() {
      return id.remote();
    }

    /** All addresses of ours at which its frames are taken; the one that sends is the first. */
    public List<Ipv4Address> ends() {
      return Stream.concat(Stream.of(local), also.stream()).toList();
    }

    /** Whether a controller asks for BFD. */
    public boolean runsBfd() {
      return "true".equals(bfdParams.get("enable"));
    }
  }

  /**
   * A logical switch.
   *
   * @param row its Logical_Switch
   * @param name Logical_Switch.name, for people
   * @param vni the network of all its tunnels; empty while there is none, or when each locator has
   *     a key of its own. It is for showing: what to render stands in the other facts
   */
  record Network(FactId.Network id, Uuid row, String name, Optional<Vni> vni) implements Fact {
    public Network {
      Objects.requireNonNull(id);
      Objects.requireNonNull(row);
      Objects.requireNonNull(name);
      Objects.requireNonNull(vni);
    }
  }

  /**
   * Frames that come in at {@code id} belong to the network; frames of the network leave there,
   * with the VLAN's tag, or without one.
   */
  record Binding(FactId.Binding id, NetworkKey network) implements Fact {
    public Binding {
      Objects.requireNonNull(id);
      Objects.requireNonNull(network);
    }
  }

  /**
   * Frames from a tunnel belong to the network. One with a remote goes before the one for any
   * tunnel with that VNI; both are never there for two networks.
   */
  record Ingress(FactId.Ingress id, NetworkKey network) implements Fact {
    public Ingress {
      Objects.requireNonNull(id);
      Objects.requireNonNull(network);
    }
  }

  /**
   * A station behind another VTEP. For frames from bindings only, and only while the station was
   * not learned at a binding later than this was said.
   *
   * @param ip Ucast_Macs_Remote.ipaddr, for answering ARP and ND; empty if nothing usable is there
   */
  record Unicast(FactId.Unicast id, Destination to, Optional<IpAddress> ip) implements Fact {
    public Unicast {
      Objects.requireNonNull(id);
      Objects.requireNonNull(to);
      Objects.requireNonNull(ip);
      if (id.mac().isGroup()) {
        throw new IllegalArgumentException("a group is no station: " + id.mac());
      }
    }
  }

  /**
   * Copies for the underlay of a frame from a binding whose destination nothing else knows. Copies
   * for the network's other bindings are always made; without this fact there are no others.
   */
  record Flood(FactId.Flood id, Replication replication) implements Fact {
    public Flood {
      Objects.requireNonNull(id);
      Objects.requireNonNull(replication);
    }
  }

  /** Copies for the underlay of a frame from a binding to a group, in place of {@link Flood}. */
  record Multicast(FactId.Multicast id, Replication replication) implements Fact {
    public Multicast {
      Objects.requireNonNull(id);
      Objects.requireNonNull(replication);
      if (!id.group().isGroup()) {
        throw new IllegalArgumentException("a station is no group: " + id.group());
      }
    }
  }
}
