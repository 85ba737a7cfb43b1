package io.vtepd.bridge.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.desired.DesiredModel;
import io.vtepd.bridge.desired.DesiredSwitch;
import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.desired.RandomCommits;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.Vni;
import io.vtepd.vtep.VtepCommit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever the database says and whatever frames come, a frame stays in its logical switch. */
class MemorySwitchPropertyTest {

  private static final int HISTORIES = 30;
  private static final int COMMITS = 60;
  private static final int FRAMES = 20;
  private static final long AGE_MS = 50;
  private static final String[] PORTS = {"eth1", "eth2", "eth3"};
  private static final int[] VLANS = {0, 0, 10, 20, 4095};

  private int frameCount;
  private int outputCount;
  private int tunnelOutputCount;

  @Test
  void framesStayInTheirLogicalSwitch() {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      RandomCommits commits = new RandomCommits(seed);
      Random random = new Random(seed);
      MemoryDriver driver = new MemoryDriver(new MemorySettings(AGE_MS, 3), (name, event) -> {});
      Optional<DesiredModel> model = Optional.empty();
      long nowMs = 0;
      for (int i = 0; i < COMMITS; i++) {
        VtepCommit commit = commits.next();
        driver.onCommit(commit);
        if (model.isPresent()) {
          model.get().apply(commit);
        } else {
          model = Optional.of(DesiredModel.of(commit.snapshot()));
        }
        for (MemorySwitch each : driver.switches()) {
          DesiredSwitch facts = model.get().find(each.name()).orElseThrow();
          Set.of(PORTS).forEach(each::addPort);
          for (int n = 0; n < FRAMES; n++) {
            nowMs += random.nextInt(4);
            receive(each, facts, random, nowMs, "seed " + seed + ", commit " + i);
          }
        }
      }
    }
    assertThat(frameCount).isGreaterThan(10_000);
    assertThat(outputCount).isGreaterThan(4_000);
    assertThat(tunnelOutputCount).isGreaterThan(200);
  }

  private void receive(
      MemorySwitch target, DesiredSwitch facts, Random random, long nowMs, String context) {
    EthernetFrame frame = frame(random);
    frameCount++;
    if (random.nextInt(3) == 0) {
      Ipv4Address remote = new Ipv4Address(0xc000_020a + random.nextInt(6));
      Vni vni = new Vni(1 + random.nextInt(4));
      List<Output> outputs = target.receive(new Arrival.FromTunnel(remote, vni), frame, nowMs);
      assertThat(outputs).as(context).allMatch(output -> output instanceof Output.ToPort);
      check(facts, facts.ingress(remote, vni), frame, outputs, context);
    } else {
      String port = PORTS[random.nextInt(PORTS.length)];
      EthernetFrame onWire = frame.withVlan(new VlanId(VLANS[random.nextInt(VLANS.length)]));
      FactId.Binding in = new FactId.Binding(port, onWire.vlan());
      List<Output> outputs = target.receive(new Arrival.AtPort(port), onWire, nowMs);
      assertThat(outputs)
          .as(context)
          .noneMatch(output -> output instanceof Output.ToPort to && id(to).equals(in));
      Optional<NetworkKey> network = facts.binding(in).map(Fact.Binding::network);
      check(facts, network, onWire.withoutVlan(), outputs, context);
    }
  }

  private static FactId.Binding id(Output.ToPort output) {
    return new FactId.Binding(output.port(), output.frame().vlan());
  }

  private void check(
      DesiredSwitch facts,
      Optional<NetworkKey> network,
      EthernetFrame frame,
      List<Output> outputs,
      String context) {
    Set<Object> places = new HashSet<>();
    for (Output output : outputs) {
      outputCount++;
      switch (output) {
        case Output.ToPort to -> {
          assertThat(facts.binding(id(to)).map(Fact.Binding::network))
              .as(context)
              .isEqualTo(network);
          assertThat(to.frame()).as(context).isEqualTo(frame.withVlan(id(to).vlan()));
          assertThat(places.add(id(to))).as(context + ": one copy").isTrue();
        }
        case Output.ToTunnel to -> {
          tunnelOutputCount++;
          assertThat(facts.tunnel(to.to().remote())).as(context).isPresent();
          assertThat(facts.ingress(to.to().remote(), to.to().vni()))
              .as(context + ": an answer would come back into the same logical switch")
              .isEqualTo(network);
          assertThat(to.frame()).as(context).isEqualTo(frame);
          assertThat(places.add(to.to())).as(context + ": one copy").isTrue();
        }
      }
    }
    if (network.isEmpty()) {
      assertThat(outputs).as(context).isEmpty();
    }
  }

  private static EthernetFrame frame(Random random) {
    MacAddress to =
        switch (random.nextInt(6)) {
          case 0 -> MacAddress.BROADCAST;
          case 1 -> MacAddress.of("01:00:5e:00:00:01");
          default -> new MacAddress(0x0a00_0000_0000L + random.nextInt(6));
        };
    MacAddress from = new MacAddress(0x0a00_0000_0000L + random.nextInt(6));
    EthernetFrame frame = EthernetFrame.of(to, from, 0x0800, new byte[46]);
    // Now and then a frame that has a tag of its own inside.
    return random.nextInt(10) == 0 ? frame.withVlan(new VlanId(20)) : frame;
  }
}
