package io.vtepd.tests.faults.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.topology.HostProcess;
import io.vtepd.tests.faults.dataplane.NumberedStream.Losses;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A fault under traffic, from the strike to the end: wait until all is right again, count the
 * losses, and compare with what a vtepd makes, or has made before, that starts on an emptied
 * switch.
 */
final class FaultRun {

  /** Something that breaks, and ends with its cause gone. */
  interface Strike {
    void run() throws Exception;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);

  private final GatewayLab lab;
  private final FaultTable table;

  /** States that a vtepd has made that started on an emptied switch: once is enough. */
  private final Set<SwitchState> ofFreshStart = new HashSet<>();

  FaultRun(GatewayLab lab, FaultTable table) {
    this.lab = lab;
    this.table = table;
  }

  /** A fault after which everything shall be as before it. */
  Losses strike(String name, Strike strike) throws Exception {
    SwitchState before = SwitchState.of(lab);
    return run(name, strike, () -> SwitchState.of(lab).equals(before), before);
  }

  /** As {@link #strike}, and it must cost no packet. */
  void strikeInVain(String name, Strike strike) throws Exception {
    requireNoLoss(name, strike(name, strike));
  }

  /**
   * A fault that leaves another state and must cost no packet; {@code settled} tells when that
   * state is there.
   */
  void strikeInVain(String name, Strike strike, Callable<Boolean> settled) throws Exception {
    requireNoLoss(name, run(name, strike, settled, SwitchState.of(lab)));
  }

  private static void requireNoLoss(String name, Losses losses) {
    assertThat(losses.lost()).as("lost, " + losses + ": " + name).isZero();
  }

  private Losses run(String name, Strike strike, Callable<Boolean> settled, SwitchState before)
      throws Exception {
    Losses losses;
    Duration right;
    try (NumberedStream stream = NumberedStream.start(lab)) {
      eventually("traffic before: " + name, stream::passes);
      strike.run();
      long gone = System.nanoTime();
      right = Duration.ofNanos(whenSettled(name, settled, before) - gone);
      eventually("traffic after: " + name, stream::passes);
      losses = stream.end();
    }
    SwitchState after = SwitchState.of(lab);
    if (!ofFreshStart.contains(after)) {
      startFresh();
      whenSettled("fresh start after " + name, () -> SwitchState.of(lab).equals(after), after);
      ofFreshStart.add(after);
    }
    table.add(name, losses, right, after);
    return losses;
  }

  /** When the state was looked at that was right: looking takes longer than most repairs. */
  private long whenSettled(String name, Callable<Boolean> settled, SwitchState before)
      throws Exception {
    AtomicLong looked = new AtomicLong();
    try {
      eventually(
          "right again: " + name,
          () -> {
            looked.set(System.nanoTime());
            return settled.call();
          });
    } catch (ConditionTimeoutException e) {
      assertThat(before.differencesTo(SwitchState.of(lab))).as(name).isEmpty();
      throw e;
    }
    return looked.get();
  }

  /** Takes away all that vtepd made of the switch, and starts vtepd. */
  private void startFresh() throws Exception {
    lab.kill(HostProcess.VTEPD);
    lab.ofctl("del-flows", GatewayLab.BRIDGE);
    lab.ofctl("del-groups", GatewayLab.BRIDGE);
    lab.deleteTunnelPortsAtOnce();
    lab.start(HostProcess.VTEPD);
  }

  static void eventually(String what, Callable<Boolean> condition) {
    // While the switch is away, so is its answer.
    await(what)
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .ignoreExceptionsInstanceOf(LabFailure.class)
        .until(condition);
  }
}
