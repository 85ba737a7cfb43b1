package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.desired.AddressChoice;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.action.Learn;
import io.vtepd.bridge.openflow.action.LearnSpec;
import io.vtepd.bridge.openflow.match.Bits;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.vtep.VlanId;
import java.util.List;

/**
 * What stations behind a port say of their addresses: ARP, and neighbour solicitations and
 * advertisements (RFC 4861), make flows that no packet ever meets but that the flow monitor tells.
 *
 * <p>Each address of a station is a flow of its own, so that one that speaks with several in turn
 * changes nothing, and one that claims ever new ones comes to the limit.
 */
final class SnoopFlows {

  private static final int PROBE_PRIORITY = 20;
  private static final int SNOOP_PRIORITY = 10;
  private static final int ARP = 0x0806;
  private static final int IPV6 = 0x86dd;
  private static final int ICMPV6 = 58;
  private static final int SOLICITATION = 135;
  private static final int ADVERTISEMENT = 136;

  /** RFC 4861 section 7.1: with another one it may come from beyond a router. */
  private static final int HOP_LIMIT = 255;

  private final BindingTag port;
  private final PipelineSettings settings;

  private SnoopFlows(BindingTag port, PipelineSettings settings) {
    this.port = port;
    this.settings = settings;
  }

  static List<Flow> render(Ofport port, PipelineSettings settings) {
    return new SnoopFlows(BindingTag.of(port, VlanId.UNTAGGED), settings).render();
  }

  private List<Flow> render() {
    Match.Builder arp = here().ethType(ARP);
    Match.Builder solicitation = discovery(SOLICITATION);
    Match.Builder advertisement = discovery(ADVERTISEMENT);
    return List.of(
        flow(SNOOP_PRIORITY, arp, learn(ARP, LearnSpec.matchSame(Field.ARP_SPA))),
        flow(SNOOP_PRIORITY, solicitation, learn(IPV6, LearnSpec.matchSame(Field.IPV6_SRC))),
        flow(
            SNOOP_PRIORITY,
            advertisement,
            learn(IPV6, LearnSpec.match(Field.ND_TARGET, Field.IPV6_SRC))),
        // Probes for an address that nobody has yet: RFC 5227, RFC 4862.
        flow(PROBE_PRIORITY, arp.exact(Field.ARP_SPA, 0), Instructions.DROP),
        flow(PROBE_PRIORITY, solicitation.exact(Field.IPV6_SRC, Bits.ZERO), Instructions.DROP),
        // Open vSwitch has it for the target of an advertisement that is cut short.
        flow(PROBE_PRIORITY, advertisement.exact(Field.ND_TARGET, Bits.ZERO), Instructions.DROP));
  }

  private Match.Builder here() {
    return Match.builder()
        .masked(
            Field.REG1,
            Integer.toUnsignedLong(port.bits()),
            Integer.toUnsignedLong(BindingTag.PORT_MASK));
  }

  private Match.Builder discovery(int type) {
    return here()
        .ethType(IPV6)
        .exact(Field.IP_PROTO, ICMPV6)
        .exact(Field.IP_TTL, HOP_LIMIT)
        .exact(Field.ICMPV6_TYPE, type)
        .exact(Field.ICMPV6_CODE, 0);
  }

  /** It goes with its age, not for idleness: no packet would keep it. */
  private Instructions learn(int etherType, LearnSpec address) {
    Learn learn =
        Learn.into(PipelineTable.ADDRESSES.id())
            .cookie(PipelineCookie.of(PipelineCookie.Kind.ADDRESS, port.bits()))
            .hardTimeoutS(settings.macAgeS())
            .limit(AddressChoice.PORT_LIMIT)
            .spec(LearnSpec.matchSame(Field.METADATA))
            .spec(LearnSpec.matchSame(Field.ETH_SRC))
            .spec(LearnSpec.match(etherType, Field.ETH_TYPE))
            .spec(address)
            .build();
    return Instructions.apply(new Action.Learned(learn));
  }

  private Flow flow(int priority, Match.Builder match, Instructions instructions) {
    return Flow.of(
        PipelineTable.SNOOP.id(),
        priority,
        match.build(),
        instructions.thenGoto(PipelineTable.ARP_SUPPRESS.id()),
        PipelineCookie.of(PipelineCookie.Kind.BINDING, port.bits()));
  }
}
