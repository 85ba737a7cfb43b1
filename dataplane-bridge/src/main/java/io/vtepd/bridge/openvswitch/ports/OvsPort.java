package io.vtepd.bridge.openvswitch.ports;

import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.ovsdb.value.Uuid;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A port of a bridge with its one interface, as Open vSwitch's database has it.
 *
 * @param type the interface's type; empty for a network device of the system
 * @param managed whether this appliance made it: {@code external_ids:vtep-managed=true}
 */
public record OvsPort(
    Uuid uuid,
    Uuid interfaceUuid,
    String name,
    String type,
    Map<String, String> options,
    boolean managed,
    Numbering numbering,
    Map<String, String> bfd,
    Map<String, String> bfdStatus) {

  private static final Set<String> TUNNEL_TYPES =
      Set.of(
          "vxlan",
          "geneve",
          "gre",
          "ip6gre",
          "erspan",
          "ip6erspan",
          "stt",
          "lisp",
          "gtpu",
          "bareudp",
          "srv6");

  public OvsPort {
    Objects.requireNonNull(uuid);
    Objects.requireNonNull(interfaceUuid);
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
    Objects.requireNonNull(numbering);
    options = Map.copyOf(options);
    bfd = Map.copyOf(bfd);
    bfdStatus = Map.copyOf(bfdStatus);
  }

  /** What ovs-vswitchd made of the port. */
  public sealed interface Numbering {

    /** It was not looked at yet. */
    record Unassigned() implements Numbering {}

    /** It is port {@code ofport} of the bridge's OpenFlow switch. */
    record Assigned(Ofport ofport) implements Numbering {
      public Assigned {
        Objects.requireNonNull(ofport);
      }
    }

    /** It could not be made. */
    record Refused(String error) implements Numbering {
      public Refused {
        Objects.requireNonNull(error);
      }
    }
  }

  public Optional<Ofport> ofport() {
    return numbering instanceof Numbering.Assigned assigned
        ? Optional.of(assigned.ofport())
        : Optional.empty();
  }

  public boolean isTunnel() {
    return TUNNEL_TYPES.contains(type);
  }

  /** Whether a controller may bind VLANs of it: something that leaves the switch on a wire. */
  public boolean isPhysical() {
    return !managed && !isTunnel() && !type.equals("internal") && !type.equals("patch");
  }
}
