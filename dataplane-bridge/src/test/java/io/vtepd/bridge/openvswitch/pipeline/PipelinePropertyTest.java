package io.vtepd.bridge.openvswitch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.desired.DesiredModel;
import io.vtepd.bridge.desired.DesiredSwitch;
import io.vtepd.bridge.desired.FactChange;
import io.vtepd.bridge.desired.RandomCommits;
import io.vtepd.bridge.desired.SwitchChange;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowKey;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.bridge.openflow.message.GroupMod;
import io.vtepd.vtep.Ipv4Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Following change by change comes to the same as rendering everything anew. */
class PipelinePropertyTest {

  private static final int ROUNDS = 40;
  private static final int COMMITS = 60;
  private static final String[] PORTS = {"eth1", "eth2", "eth3"};
  private static final String[] REMOTES = {"192.0.2.11", "192.0.2.12", "192.0.2.13", "192.0.2.14"};

  /** A switch that does what it is told. */
  private static final class Table {
    private final Map<FlowKey, Flow> flows = new HashMap<>();
    private final Map<GroupId, Group> groups = new HashMap<>();

    void take(PipelineChange change) {
      for (Change message : change.messages()) {
        switch (message) {
          case FlowMod mod -> take(mod);
          case GroupMod mod when mod.command() == GroupMod.Command.DELETE ->
              groups.remove(mod.group().id());
          case GroupMod mod -> groups.put(mod.group().id(), mod.group());
        }
      }
    }

    private void take(FlowMod mod) {
      FlowKey key = mod.flow().key();
      switch (mod.command()) {
        case ADD -> assertThat(flows.put(key, mod.flow())).isNotEqualTo(mod.flow());
        case DELETE_STRICT -> assertThat(flows.remove(key)).as("flow to delete").isNotNull();
        case DELETE ->
            assertThat(mod.flow().table())
                .isIn(PipelineTable.LOCAL_MACS.id(), PipelineTable.ADDRESSES.id());
        case MODIFY, MODIFY_STRICT -> throw new AssertionError("never sent: " + mod);
      }
    }
  }

  private static final class Side {
    private final Pipeline pipeline = new Pipeline(PipelineSettings.DEFAULT);
    private final Table table = new Table();
  }

  @Test
  void isAtAnyTimeWhatANewPipelineWouldBe() {
    long first = System.nanoTime();
    for (long seed = first; seed < first + ROUNDS; seed++) {
      System.out.println("PipelinePropertyTest seed " + seed);
      run(seed);
    }
  }

  private static void run(long seed) {
    Random random = new Random(seed);
    RandomCommits commits = new RandomCommits(seed);
    DesiredModel model = DesiredModel.of(commits.database().snapshot());
    Map<String, Side> sides = new HashMap<>();
    PortNumbers numbers = PortNumbers.NONE;
    for (int i = 0; i < COMMITS; i++) {
      if (random.nextInt(3) == 0) {
        numbers = numbers(random);
        for (Side side : sides.values()) {
          side.pipeline.setPorts(numbers);
        }
      }
      for (SwitchChange change : model.apply(commits.next()).switches()) {
        String key = change.row() + change.name();
        if (change.kind() == SwitchChange.Kind.REMOVED) {
          sides.remove(key);
          continue;
        }
        Side side = sides.computeIfAbsent(key, any -> new Side());
        if (side.pipeline.isUntold() && random.nextBoolean()) {
          side.pipeline.fill(1 + random.nextInt(5));
        }
        side.pipeline.setPorts(numbers);
        side.pipeline.apply(change.facts());
        if (side.pipeline.isFilling() && random.nextBoolean()) {
          side.table.take(side.pipeline.takeChange());
        }
      }
      if (random.nextBoolean()) {
        check(model, sides, numbers);
      }
    }
    check(model, sides, numbers);
  }

  private static void check(DesiredModel model, Map<String, Side> sides, PortNumbers numbers) {
    for (DesiredSwitch each : model.switches()) {
      Side side = sides.computeIfAbsent(each.row() + each.name(), any -> new Side());
      do {
        side.table.take(side.pipeline.takeChange());
      } while (side.pipeline.isFilling());
      Pipeline anew = new Pipeline(PipelineSettings.DEFAULT);
      anew.setPorts(numbers);
      List<FactChange> facts = new ArrayList<>();
      each.forEachFact(fact -> facts.add(new FactChange(Optional.empty(), Optional.of(fact))));
      anew.apply(facts);
      anew.takeChange();
      Set<Flow> flows = new HashSet<>(anew.flows());
      assertThat(new HashSet<>(side.pipeline.flows())).isEqualTo(flows);
      assertThat(new HashSet<>(side.table.flows.values())).isEqualTo(flows);
      assertThat(new HashSet<>(side.table.groups.values())).isEqualTo(new HashSet<>(anew.groups()));
    }
  }

  /** Numbers wander, and ports swap theirs. */
  private static PortNumbers numbers(Random random) {
    List<Ofport> free = new ArrayList<>();
    for (int number = 1; number <= 11; number++) {
      free.add(Ofport.of(number));
    }
    Collections.shuffle(free, random);
    Map<String, Ofport> physical = new HashMap<>();
    for (String port : PORTS) {
      if (random.nextInt(5) != 0) {
        physical.put(port, free.removeLast());
      }
    }
    Map<Ipv4Address, Ofport> tunnels = new HashMap<>();
    for (String remote : REMOTES) {
      if (random.nextInt(5) != 0) {
        tunnels.put(Ipv4Address.of(remote), free.removeLast());
      }
    }
    Map<Ipv4Address, List<Ofport>> ends = new HashMap<>();
    tunnels.forEach((remote, port) -> {
      boolean several = !free.isEmpty() && random.nextInt(3) == 0;
      ends.put(remote, several ? List.of(port, free.removeLast()) : List.of(port));
    });
    return new PortNumbers(physical, tunnels, ends);
  }
}
