package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.action.Learn;
import io.vtepd.bridge.openflow.action.LearnSpec;
import io.vtepd.bridge.openflow.match.Bits;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowKey;
import io.vtepd.vtep.VlanId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The flows of one (port, VLAN) pair: in, learn, out. */
final class BindingFlows {

  private static final int CLASSIFY_PRIORITY = 50;
  private static final int LEARN_PRIORITY = 10;
  static final int LEARNED_PRIORITY = 10;
  private static final int REFLECT_PRIORITY = 20;
  private static final int EGRESS_PRIORITY = 10;
  private static final int VLAN_PRESENT = 0x1000;

  /** What is learned of a station; tens of thousands of bindings share them. */
  private static final LearnSpec OF_NETWORK = LearnSpec.matchSame(Field.METADATA);

  private static final LearnSpec TO_STATION = LearnSpec.match(Field.ETH_SRC, Field.ETH_DST);
  private static final LearnSpec AT_BINDING = LearnSpec.load(Field.REG1, Field.REG2);

  private static final List<PipelineTable> TABLES =
      List.of(PipelineTable.CLASSIFY, PipelineTable.LEARN, PipelineTable.EGRESS);

  /** Of a binding for tagged frames. One for those without a tag has one more. */
  private static final int FLOWS = 4;

  private final Ofport port;
  private final VlanId vlan;
  private final NetworkKey network;
  private final PipelineSettings settings;
  private final BindingTag tag;

  private BindingFlows(BindingTag tag, NetworkKey network, PipelineSettings settings) {
    this.port = tag.port();
    this.vlan = tag.vlan();
    this.network = network;
    this.settings = settings;
    this.tag = tag;
  }

  static List<Flow> render(BindingTag tag, NetworkKey network, PipelineSettings settings) {
    BindingFlows binding = new BindingFlows(tag, network, settings);
    List<Flow> flows = new ArrayList<>(FLOWS + 1);
    for (PipelineTable table : TABLES) {
      binding.renderIn(table.id(), flows);
    }
    return flows;
  }

  /** Those of one table: hundreds of thousands are asked for by their keys. */
  static List<Flow> renderIn(
      TableId table, BindingTag tag, NetworkKey network, PipelineSettings settings) {
    List<Flow> flows = new ArrayList<>(2);
    new BindingFlows(tag, network, settings).renderIn(table, flows);
    return flows;
  }

  /** How many flows {@link #render} gives. */
  static int count(BindingTag tag) {
    return tag.vlan().isTagged() ? FLOWS : FLOWS + 1;
  }

  /** The binding that a flow of that key would be one of, if there is such a binding. */
  static Optional<BindingTag> tagOf(FlowKey key) {
    Match match = key.match();
    if (key.table().equals(PipelineTable.LEARN.id())) {
      return match.exact(Field.REG1).flatMap(BindingTag::ofRegister);
    }
    if (key.table().equals(PipelineTable.EGRESS.id())) {
      return match.exact(Field.REG2).flatMap(BindingTag::ofRegister);
    }
    if (!key.table().equals(PipelineTable.CLASSIFY.id())) {
      return Optional.empty();
    }
    Optional<Long> vlan = match.exact(Field.VLAN_VID);
    return match
        .exact(Field.IN_PORT)
        .filter(port -> vlan.isPresent())
        .flatMap(port -> BindingTag.ofRegister(port << 12 | vlan.get() & 0xfff));
  }

  private void renderIn(TableId table, List<Flow> flows) {
    if (table.equals(PipelineTable.CLASSIFY.id())) {
      renderClassify(flows);
    } else if (table.equals(PipelineTable.LEARN.id())) {
      flows.add(learn());
    } else if (table.equals(PipelineTable.EGRESS.id())) {
      renderEgress(flows);
    }
  }

  private void renderClassify(List<Flow> flows) {
    if (vlan.isTagged()) {
      flows.add(classify(tagged(vlan.value()), true));
    } else {
      flows.add(classify(Match.builder().inPort(port).vlanNone().build(), false));
      // A priority tag names no VLAN: IEEE 802.1Q 9.6.
      flows.add(classify(tagged(0), true));
    }
  }

  private void renderEgress(List<Flow> flows) {
    flows.add(
        flow(
            PipelineTable.EGRESS,
            REFLECT_PRIORITY,
            leaving().register(1, tag.bits()).build(),
            Instructions.DROP));
    flows.add(
        counted(
            PipelineTable.EGRESS,
            EGRESS_PRIORITY,
            leaving().build(),
            Instructions.apply(new Action.CloneActions(out()))));
  }

  /**
   * The logical switch is asked for once more: the switch may learn a station again for a moment
   * after its binding has become another logical switch's.
   */
  private Match.Builder leaving() {
    return Match.builder().metadata(network.bits()).register(2, tag.bits());
  }

  private Match tagged(int vid) {
    return Match.builder().inPort(port).vlan(vid).build();
  }

  private Flow classify(Match match, boolean strip) {
    List<Action> actions = new ArrayList<>();
    if (strip) {
      actions.add(new Action.PopVlan());
    }
    actions.add(Action.SetField.of(Field.REG1, tag.bits()));
    return counted(
        PipelineTable.CLASSIFY,
        CLASSIFY_PRIORITY,
        match,
        Instructions.DROP
            .withApply(actions)
            .withMetadata(network.bits())
            .thenGoto(PipelineTable.INGRESS_ACL.id()));
  }

  /**
   * The hard timeout counts from the station's last frame, since that learns again. An idle one
   * would count frames to the station, and keep a silent one while somebody asks for it.
   */
  private Flow learn() {
    Learn learn =
        Learn.into(PipelineTable.LOCAL_MACS.id())
            .priority(LEARNED_PRIORITY)
            .cookie(PipelineCookie.learnedAt(tag))
            .hardTimeoutS(settings.macAgeS())
            .limit(settings.macLimit())
            .spec(OF_NETWORK)
            .spec(TO_STATION)
            .spec(AT_BINDING)
            .build();
    return flow(
        PipelineTable.LEARN,
        LEARN_PRIORITY,
        Match.builder().register(1, tag.bits()).build(),
        Instructions.apply(new Action.Learned(learn)).thenGoto(PipelineTable.SNOOP.id()));
  }

  /** The input port is cleared so that a frame may leave by the port of its other VLAN. */
  private List<Action> out() {
    List<Action> actions = new ArrayList<>();
    actions.add(Action.SetField.of(Field.IN_PORT_16, Bits.ZERO));
    if (vlan.isTagged()) {
      actions.add(Action.PushVlan.DOT1Q);
      actions.add(Action.SetField.of(Field.VLAN_VID, VLAN_PRESENT | vlan.value()));
    }
    actions.add(Action.Output.to(port));
    return actions;
  }

  private Flow flow(PipelineTable table, int priority, Match match, Instructions instructions) {
    return flow(table, priority, match, instructions, PipelineCookie.Kind.BINDING);
  }

  private Flow counted(PipelineTable table, int priority, Match match, Instructions instructions) {
    return flow(table, priority, match, instructions, PipelineCookie.Kind.COUNTED);
  }

  private Flow flow(
      PipelineTable table,
      int priority,
      Match match,
      Instructions instructions,
      PipelineCookie.Kind kind) {
    return Flow.of(table.id(), priority, match, instructions, PipelineCookie.of(kind, tag.bits()));
  }
}
