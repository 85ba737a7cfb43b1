package io.vtepd.bridge.openflow.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.CookieMask;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.RequestBody.FlowDump;
import io.vtepd.bridge.testbed.OpenFlowDial;
import io.vtepd.bridge.testbed.OvsSandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("system")
class BundleE2eTest {

  private static final Cookie COOKIE = new Cookie(0x7654000000000001L);
  private static final FlowDump OURS = FlowDump.of(TableId.ALL, CookieMask.exact(COOKIE));

  private OvsSandbox ovs;
  private OpenFlowDial dial;

  @BeforeEach
  void connect() throws Exception {
    ovs = OvsSandbox.startWithDummyPorts();
    ovs.addBridge("br0");
    ovs.addDummyPort("br0", "p1", 1);
    dial = OpenFlowDial.to(ovs.managementSocket("br0"));
  }

  @AfterEach
  void disconnect() throws Exception {
    dial.close();
    ovs.close();
  }

  @Test
  void flowsAreCountedWithoutBeingRead() throws Exception {
    assertThat(OpenFlowDial.get(dial.channel().countFlows(OURS))).isZero();
    OpenFlowDial.get(dial.channel().commit(flows(1000)));
    assertThat(OpenFlowDial.get(dial.channel().countFlows(OURS))).isEqualTo(1000);
    FlowDump others = FlowDump.of(TableId.ALL, CookieMask.exact(new Cookie(COOKIE.value() + 1)));
    assertThat(OpenFlowDial.get(dial.channel().countFlows(others))).isZero();
  }

  @Test
  void refusedWhenAddedInstallsNothingAndIsNamed() throws Exception {
    List<Change> changes = flows(1000);
    Change refused = setsPortZero();
    changes.add(500, refused);

    BundleResult result = OpenFlowDial.get(dial.channel().commit(changes));

    assertThat(result).isInstanceOf(BundleResult.Refused.class);
    List<BundleResult.Refusal> refusals = ((BundleResult.Refused) result).refusals();
    assertThat(refusals).extracting(BundleResult.Refusal::index).containsExactly(500);
    assertThat(refusals.getFirst().change()).isEqualTo(refused);
    assertThat(refusals.getFirst().error().summary())
        .isEqualTo("bad action: bad set-field argument");
    assertThat(OpenFlowDial.get(dial.channel().dumpFlows(OURS))).isEmpty();
    assertThat(dial.errors()).isEmpty();
  }

  @Test
  void refusedWhenCommittedInstallsNothingAndIsNamed() throws Exception {
    List<Change> changes = flows(1000);
    changes.set(999, usesMissingGroup(999));

    BundleResult result = OpenFlowDial.get(dial.channel().commit(changes));

    assertThat(result).isInstanceOf(BundleResult.Refused.class);
    BundleResult.Refused refused = (BundleResult.Refused) result;
    assertThat(refused.error()).isEqualTo("bundle failed: a message failed");
    assertThat(refused.refusals()).extracting(BundleResult.Refusal::index).containsExactly(999);
    assertThat(OpenFlowDial.get(dial.channel().dumpFlows(OURS))).isEmpty();
  }

  @Test
  void applyLeavesOutWhatIsRefusedAndInstallsTheRest() throws Exception {
    List<Change> changes = flows(1000);
    changes.set(3, setsPortZero());
    changes.set(400, usesMissingGroup(400));
    changes.set(401, setsPortZero());
    changes.set(999, usesMissingGroup(999));

    List<BundleResult.Refusal> refusals = OpenFlowDial.get(dial.channel().apply(changes));

    assertThat(refusals).extracting(BundleResult.Refusal::index).containsExactly(3, 400, 401, 999);
    assertThat(refusals)
        .allSatisfy(each -> assertThat(each.change()).isEqualTo(changes.get(each.index())));
    assertThat(OpenFlowDial.get(dial.channel().dumpFlows(OURS))).hasSize(996);
  }

  @Test
  void applySendsOneByOneWhenTooManyAreRefusedOneAfterTheOther() throws Exception {
    List<Change> changes = flows(100);
    for (int i = 0; i < 50; i++) {
      changes.set(i * 2, usesMissingGroup(i * 2));
    }

    List<BundleResult.Refusal> refusals = OpenFlowDial.get(dial.channel().apply(changes));

    assertThat(refusals).hasSize(50).allSatisfy(each -> assertThat(each.index() % 2).isZero());
    assertThat(OpenFlowDial.get(dial.channel().dumpFlows(OURS))).hasSize(50);
  }

  @Test
  void hundredThousandFlowsGoThroughInOneBundle() throws Exception {
    List<Change> changes = flows(100_000);
    long start = System.nanoTime();

    assertThat(OpenFlowDial.get(dial.channel().commit(changes)))
        .isEqualTo(new BundleResult.Committed());

    long committed = System.nanoTime();
    assertThat(OpenFlowDial.get(dial.channel().dumpFlows(OURS))).hasSize(100_000);
    long dumped = System.nanoTime();
    System.out.printf(
        "100,000 flows: committed in %d ms, dumped in %d ms%n",
        Duration.ofNanos(committed - start).toMillis(),
        Duration.ofNanos(dumped - committed).toMillis());
  }

  /** With one cookie for all, as the stations of a logical switch have. */
  @Test
  void hundredThousandFlowsGoOneByOneInAnyOrder() throws Exception {
    List<Change> added = flows(100_000);
    OpenFlowDial.get(dial.channel().commit(added));
    List<Change> removed = new ArrayList<>();
    added.forEach(change -> removed.add(FlowMod.delete(((FlowMod) change).flow())));
    Collections.shuffle(removed, new Random(1));

    assertThat(OpenFlowDial.get(dial.channel().commit(removed)))
        .isEqualTo(new BundleResult.Committed());
    assertThat(OpenFlowDial.get(dial.channel().dumpFlows(OURS))).isEmpty();
  }

  private static List<Change> flows(int count) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instructions out = Instructions.apply(Action.Output.to(Ofport.of(1)));
      changes.add(FlowMod.add(flow(i, out)));
    }
    return changes;
  }

  private static Flow flow(int number, Instructions instructions) {
    Match match = Match.builder().metadata(1).ethDst(0x020000000000L + number).build();
    return Flow.of(TableId.of(20), 100, match, instructions, COOKIE);
  }

  private static Change setsPortZero() {
    Action zero = Action.SetField.of(Field.IN_PORT, 0);
    return FlowMod.add(flow(1_000_000, Instructions.apply(zero)));
  }

  private static Change usesMissingGroup(int number) {
    return FlowMod.add(flow(number, Instructions.apply(new Action.ToGroup(new GroupId(4711)))));
  }
}
