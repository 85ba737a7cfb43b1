package io.vtepd.bridge.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.desired.DesiredModel;
import io.vtepd.bridge.desired.DesiredSwitch;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.SwitchChange;
import io.vtepd.bridge.feedback.BindingCounts;
import io.vtepd.bridge.openvswitch.pipeline.PipelineSettings;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.VtepCommit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The switch in memory and a real one answer the same frames in the same states in the same way.
 * {@code -Dvtepd.frames=N} asks for more of them, {@code -Dvtepd.seed=N} for others.
 */
@Tag("system")
class ForwardingComparisonE2eTest {

  private static final int FRAMES = Integer.getInteger("vtepd.frames", 4_000);
  private static final int COUNTED_FRAMES = FRAMES / 8;
  private static final int STEPS = 12;
  private static final int AGE_S = 100;
  private static final int PASSING_S = 40;

  private TracedSwitch real;
  private int frameCount;
  private int outputCount;
  private int tunnelCount;
  private int addressCount;
  private long countedPackets;

  @BeforeEach
  void start() throws Exception {
    real = TracedSwitch.start(RandomState.PORTS, RandomState.REMOTES);
  }

  @AfterEach
  void end() throws Exception {
    real.close();
  }

  @Test
  void theSwitchInMemoryAnswersAsARealOneDoes() throws Exception {
    long first = Long.getLong("vtepd.seed", System.nanoTime());
    // Some histories forward less than others: until enough has come out to be compared.
    for (long seed = first; frameCount < FRAMES || outputCount <= FRAMES / 2; seed++) {
      assertThat(frameCount).as("frames, of which few came out").isLessThan(4 * FRAMES);
      new History(seed, Asking.TRACE).play();
    }
    System.out.printf(
        "seed %d: %d frames, %d copies at ports, %d into tunnels%n",
        first, frameCount, outputCount - tunnelCount, tunnelCount);
    assertThat(outputCount).isGreaterThan(FRAMES / 2);
    assertThat(tunnelCount).isGreaterThan(FRAMES / 20);
    assertThat(addressCount).isGreaterThan(FRAMES / 20);
  }

  @Test
  void theirBindingsCountAlike() throws Exception {
    long first = Long.getLong("vtepd.seed", System.nanoTime());
    for (long seed = first;
        frameCount < COUNTED_FRAMES || countedPackets <= COUNTED_FRAMES / 2;
        seed++) {
      assertThat(frameCount).as("frames, of which few came out").isLessThan(8 * COUNTED_FRAMES);
      new History(seed, Asking.FORWARD).play();
    }
    System.out.printf(
        "seed %d: %d frames, counted %d times at bindings%n", first, frameCount, countedPackets);
  }

  /** How the real switch gets its frames. */
  private enum Asking {
    /** It says what it would do, and learns. */
    TRACE(40),
    /** It does it, and counts: in more, shorter histories, for each frame takes it longer. */
    FORWARD(15);

    private final int commits;

    Asking(int commits) {
      this.commits = commits;
    }
  }

  /** One history of a switch; it ends when the switch is gone or has another name. */
  private final class History {
    private final long seed;
    private final Asking asking;
    private final Random random;
    private final RandomState state;
    private final RandomArrivals arrivals;
    private final MemoryDriver memory;
    private final List<String> story = new ArrayList<>();
    private final PipelineSettings settings;
    private DesiredModel model = DesiredModel.empty();
    private final Map<FactId.Binding, BindingCounts> expectedCounts = new HashMap<>();
    private long nowMs;

    History(long seed, Asking asking) {
      this.seed = seed;
      this.asking = asking;
      this.random = new Random(seed);
      this.state = new RandomState(seed);
      this.arrivals = new RandomArrivals(random);
      this.settings = new PipelineSettings(AGE_S, random.nextInt(4) == 0 ? 2 : 1000);
      this.memory =
          new MemoryDriver(
              new MemorySettings(AGE_S * 1000L, settings.macLimit()), (name, event) -> {});
    }

    void play() throws Exception {
      real.restart(settings);
      for (int i = 0; i < asking.commits; i++) {
        Optional<DesiredSwitch> facts = commit(i == 0);
        if (facts.isEmpty()) {
          return;
        }
        MemorySwitch tor = memory.find("tor1").orElseThrow();
        for (int step = 0; step < STEPS; step++) {
          step(tor, facts.get());
        }
        compareAddresses(tor);
        compareCounts(tor);
      }
    }

    private Optional<DesiredSwitch> commit(boolean first) throws Exception {
      VtepCommit commit = state.next();
      List<SwitchChange> changes;
      if (first) {
        DesiredModel whole = DesiredModel.of(commit.snapshot());
        changes = whole.changesSince(model).switches();
        model = whole;
      } else {
        changes = model.apply(commit).switches();
      }
      memory.onCommit(commit);
      story.add("commit");
      for (SwitchChange change : changes) {
        if (change.name().equals("tor1")) {
          if (!first && change.kind() != SwitchChange.Kind.CHANGED) {
            return Optional.empty();
          }
          real.apply(change);
          story.add(change.toString());
          change.facts().stream()
              .filter(it -> it.after().isEmpty())
              .forEach(it -> expectedCounts.remove(it.id()));
        }
      }
      if (first) {
        memory.find("tor1").ifPresent(it -> RandomState.PORTS.forEach(it::addPort));
      }
      // BFD may have begun or ended.
      memory
          .find("tor1")
          .ifPresent(
              it -> RandomState.REMOTES.forEach(to -> real.setTunnelUp(to, it.isTunnelUp(to))));
      return model.find("tor1");
    }

    private void step(MemorySwitch inMemory, DesiredSwitch facts) throws Exception {
      switch (random.nextInt(30)) {
        case 0 -> toggleTunnel(inMemory);
        case 1 -> togglePort(inMemory);
        case 2 -> {
          nowMs += PASSING_S * 1000L;
          real.passTime(PASSING_S);
          inMemory.age(nowMs);
          story.add("time " + nowMs);
        }
        default -> {
          switch (asking) {
            case TRACE -> compare(inMemory, arrivals.next(facts));
            case FORWARD -> forward(inMemory, arrivals.next(facts));
          }
        }
      }
    }

    private void toggleTunnel(MemorySwitch inMemory) {
      Ipv4Address remote = RandomState.REMOTES.get(random.nextInt(RandomState.REMOTES.size()));
      boolean up = random.nextBoolean();
      inMemory.setTunnelUp(remote, up);
      real.setTunnelUp(remote, inMemory.isTunnelUp(remote));
      story.add("tunnel " + remote + " up " + up);
    }

    private void togglePort(MemorySwitch inMemory) throws Exception {
      String port = RandomState.PORTS.get(random.nextInt(RandomState.PORTS.size()));
      boolean present = random.nextInt(3) > 0;
      // With its flows goes what they have counted since they were read.
      compareCounts(inMemory);
      if (present) {
        inMemory.addPort(port);
      } else {
        inMemory.removePort(port);
      }
      real.setPortPresent(port, present);
      story.add("port " + port + " present " + present);
    }

    private void compareAddresses(MemorySwitch inMemory) throws Exception {
      Set<String> expected = new TreeSet<>();
      inMemory
          .addresses()
          .forEach((station, known) ->
              known.forEach(ip -> expected.add(TracedSwitch.text(station, ip))));
      Set<String> actual = real.addresses();
      addressCount += actual.size();
      assertThat(actual)
          .as(() -> "seed " + seed + "\n" + String.join("\n", story))
          .isEqualTo(expected);
    }

    private void compareCounts(MemorySwitch inMemory) throws Exception {
      if (asking == Asking.TRACE) {
        return;
      }
      expectedCounts.putAll(inMemory.takeCounts());
      assertThat(real.counts())
          .as(() -> "seed " + seed + "\n" + String.join("\n", story))
          .isEqualTo(expectedCounts);
    }

    private void forward(MemorySwitch inMemory, RandomArrivals.Arriving arriving) throws Exception {
      // For a time of its own, since where its station was learned it may go another way then.
      for (int times : new int[] {1, random.nextInt(3)}) {
        if (times > 0) {
          real.forward(arriving.from(), arriving.frame(), times);
        }
        for (int i = 0; i < times; i++) {
          List<Output> outputs = inMemory.receive(arriving.from(), arriving.frame(), nowMs);
          countedPackets += outputs.stream().filter(Output.ToPort.class::isInstance).count();
          frameCount++;
        }
        story.add(times + " times " + arriving);
        compareCounts(inMemory);
      }
    }

    private void compare(MemorySwitch inMemory, RandomArrivals.Arriving arriving) {
      List<Output> expected = inMemory.receive(arriving.from(), arriving.frame(), nowMs);
      List<Output> actual = real.receive(arriving.from(), arriving.frame());
      story.add(arriving + " -> memory " + expected);
      frameCount++;
      outputCount += actual.size();
      tunnelCount += (int) actual.stream().filter(Output.ToTunnel.class::isInstance).count();
      assertThat(actual)
          .as(() -> "seed " + seed + "\n" + String.join("\n", story) + "\n" + real.learned())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
