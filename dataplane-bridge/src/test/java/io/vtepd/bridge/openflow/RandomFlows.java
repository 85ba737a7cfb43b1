package io.vtepd.bridge.openflow;

import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.action.Learn;
import io.vtepd.bridge.openflow.action.LearnSpec;
import io.vtepd.bridge.openflow.match.Bits;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.FieldRange;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Flows that a switch with ports 1 and 2 takes, whatever the seed. */
public final class RandomFlows {

  private static final List<Field> PIPELINE =
      List.of(
          Field.METADATA,
          Field.TUNNEL_ID,
          Field.REG0,
          Field.REG1,
          Field.REG7,
          Field.REG15,
          Field.PACKET_MARK,
          Field.ETH_SRC,
          Field.ETH_DST);

  private final Random random;

  public RandomFlows(Random random) {
    this.random = random;
  }

  public Flow next() {
    int table = random.nextInt(250);
    Instructions instructions = Instructions.DROP.withApply(actions(random.nextInt(6), 2));
    if (random.nextBoolean()) {
      instructions = instructions.withMetadata(random.nextLong(), random.nextLong());
    }
    if (random.nextBoolean()) {
      instructions = instructions.thenGoto(TableId.of(table + 1 + random.nextInt(3)));
    }
    return new Flow(
        TableId.of(table),
        random.nextInt(0x10000),
        match(),
        instructions,
        new Cookie(random.nextLong()),
        random.nextInt(3) * 1000,
        random.nextInt(3) * 5000,
        random.nextBoolean() ? FlowFlags.SEND_FLOW_REMOVED : FlowFlags.NONE);
  }

  private Match match() {
    Match.Builder match = Match.builder();
    if (random.nextBoolean()) {
      match.inPort(Ofport.of(1 + random.nextInt(2)));
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      masked(match, pick(PIPELINE));
    }
    switch (random.nextInt(4)) {
      case 0 -> match.vlan(random.nextInt(4096));
      case 1 -> match.vlanNone();
      case 2 -> match.vlanPresent();
      default -> {}
    }
    switch (random.nextInt(4)) {
      case 0 -> arp(match.ethType(0x0806));
      case 1 -> ip(match.ethType(0x0800), Field.IPV4_SRC, Field.IPV4_DST);
      case 2 -> ip(match.ethType(0x86dd), Field.IPV6_SRC, Field.IPV6_DST);
      default -> {}
    }
    return match.build();
  }

  private void arp(Match.Builder match) {
    match.exact(Field.ARP_OP, random.nextInt(256));
    masked(match, Field.ARP_SPA);
    masked(match, Field.ARP_TPA);
    masked(match, Field.ARP_SHA);
  }

  private void ip(Match.Builder match, Field source, Field destination) {
    masked(match, source);
    masked(match, destination);
    switch (random.nextInt(3)) {
      case 0 -> masked(match.exact(Field.IP_PROTO, 17), Field.UDP_DST);
      case 1 -> masked(match.exact(Field.IP_PROTO, 6), Field.TCP_SRC);
      default -> match.exact(Field.IP_PROTO, 200).exact(Field.IP_ECN, random.nextInt(4));
    }
  }

  /** An exact or an arbitrarily masked condition. */
  private void masked(Match.Builder match, Field field) {
    Bits mask = random.nextBoolean() ? field.exactMask() : bits(field.bits());
    match.masked(field, bits(field.bits()), mask);
  }

  private List<Action> actions(int count, int depth) {
    List<Action> actions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      actions.add(action(depth));
    }
    return actions;
  }

  private Action action(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> Action.Output.to(Ofport.of(1 + random.nextInt(2)));
      case 1 -> setField();
      case 2 -> move();
      case 3 -> new Action.OutputField(range(16), 0);
      case 4 -> Action.Output.to(pick(List.of(Ofport.IN_PORT, Ofport.LOCAL, Ofport.CONTROLLER)));
      case 5 ->
          new Action.Resubmit(
              pick(List.of(Ofport.IN_PORT, Ofport.of(1))), TableId.of(random.nextInt(255)));
      case 6 -> new Action.CloneActions(actions(1 + random.nextInt(3), depth - 1));
      default -> new Action.Learned(learn());
    };
  }

  private Action setField() {
    Field field = pick(PIPELINE);
    Bits mask = random.nextBoolean() ? field.exactMask() : bits(field.bits());
    return mask.isZero()
        ? Action.SetField.of(field, 0)
        : new Action.SetField(field, bits(field.bits()).and(mask), mask);
  }

  private Action move() {
    int width = 1 + random.nextInt(32);
    return new Action.Move(range(width), range(width));
  }

  private Learn learn() {
    Learn.Builder learn =
        Learn.into(TableId.of(random.nextInt(254)))
            .cookie(new Cookie(random.nextLong()))
            .priority(random.nextInt(0x10000))
            .idleTimeoutS(random.nextInt(0x10000))
            .limit(random.nextBoolean() ? 0 : random.nextInt(100_000));
    for (int i = random.nextInt(6); i > 0; i--) {
      learn.spec(spec());
    }
    return learn.build();
  }

  private LearnSpec spec() {
    int width = 1 + random.nextInt(32);
    return switch (random.nextInt(5)) {
      case 0 -> new LearnSpec.MatchField(range(width), range(width));
      case 1 -> new LearnSpec.LoadField(range(width), range(width));
      case 2 -> new LearnSpec.MatchValue(bits(width), range(width));
      case 3 -> new LearnSpec.LoadValue(bits(width), range(width));
      default -> new LearnSpec.OutputField(range(16));
    };
  }

  private FieldRange range(int width) {
    Field field = pick(PIPELINE);
    return new FieldRange(field, random.nextInt(field.bits() - width + 1), width);
  }

  private Bits bits(int width) {
    return new Bits(random.nextLong(), random.nextLong()).and(Bits.ones(width));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
