package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.openflow.match.Bits;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.FieldMatch;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.vtep.IpAddress;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.Ipv6Address;
import io.vtepd.vtep.MacAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * A flow that the switch made by itself: an address that a station said it has.
 *
 * @param port where it said so, as the tag of the port's VLAN 0
 */
public record LearnedAddress(FactId.Unicast station, BindingTag port, IpAddress ip) {

  public LearnedAddress {
    Objects.requireNonNull(station);
    Objects.requireNonNull(port);
    Objects.requireNonNull(ip);
  }

  /** Reads a flow of {@link PipelineTable#ADDRESSES}; empty for one of somebody else. */
  public static Optional<LearnedAddress> of(Flow flow) {
    if (!flow.table().equals(PipelineTable.ADDRESSES.id())) {
      return Optional.empty();
    }
    Optional<BindingTag> port = BindingTag.ofAddress(flow.cookie());
    Optional<Long> network = flow.match().exact(Field.METADATA);
    Optional<Long> mac = flow.match().exact(Field.ETH_SRC);
    Optional<IpAddress> ip = ip(flow);
    if (port.isEmpty() || network.isEmpty() || mac.isEmpty() || ip.isEmpty()) {
      return Optional.empty();
    }
    FactId.Unicast station =
        new FactId.Unicast(new NetworkKey(network.get()), new MacAddress(mac.get()));
    return Optional.of(new LearnedAddress(station, port.get(), ip.get()));
  }

  private static Optional<IpAddress> ip(Flow flow) {
    Optional<IpAddress> ipv4 =
        flow.match().exact(Field.ARP_SPA).map(bits -> new Ipv4Address(bits.intValue()));
    return ipv4.or(() ->
        flow.match()
            .field(Field.IPV6_SRC)
            .filter(FieldMatch::isExact)
            .map(FieldMatch::value)
            .map(LearnedAddress::ipv6));
  }

  private static Ipv6Address ipv6(Bits bits) {
    return new Ipv6Address(bits.high(), bits.low());
  }
}
