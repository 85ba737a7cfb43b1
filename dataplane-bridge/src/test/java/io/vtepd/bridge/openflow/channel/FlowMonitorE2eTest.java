package io.vtepd.bridge.openflow.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.action.Learn;
import io.vtepd.bridge.openflow.action.LearnSpec;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.FlowUpdate;
import io.vtepd.bridge.openflow.message.FlowUpdate.RemovedReason;
import io.vtepd.bridge.openflow.message.RequestBody.FlowMonitor;
import io.vtepd.bridge.openflow.message.RequestBody.MonitorFlags;
import io.vtepd.bridge.testbed.OpenFlowDial;
import io.vtepd.bridge.testbed.OvsSandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("system")
class FlowMonitorE2eTest {

  private static final TableId LEARNED = TableId.of(5);
  private static final Cookie COOKIE = new Cookie(0x7654000000000005L);
  private static final long GUEST = 0x020000000011L;

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
  void learnedFlowIsSeenWithItsCookieAndGoesOnIdleTimeout() throws Exception {
    assertThat(apply(FlowMod.add(learner(1)))).isEmpty();
    assertThat(monitor(FlowMonitor.add(1, MonitorFlags.EVERYTHING, LEARNED, Match.ALL))).isEmpty();

    receive();

    Flow expected =
        Flow.of(
            LEARNED,
            Learn.DEFAULT_PRIORITY,
            Match.builder().metadata(7).ethDst(GUEST).build(),
            Instructions.apply(Action.SetField.of(Field.REG2, 0x1000)),
            COOKIE);
    Flow idle =
        new Flow(
            expected.table(),
            expected.priority(),
            expected.match(),
            expected.instructions(),
            COOKIE,
            1,
            0,
            expected.flags());
    await().until(() -> !dial.flowUpdates().isEmpty());
    assertThat(dial.flowUpdates()).containsExactly(new FlowUpdate.Added(idle));
    await().atMost(Duration.ofSeconds(15)).until(() -> dial.flowUpdates().size() > 1);
    assertThat(dial.flowUpdates().get(1))
        .isInstanceOfSatisfying(
            FlowUpdate.Removed.class,
            removed -> {
              assertThat(removed.reason()).isEqualTo(RemovedReason.IDLE_TIMEOUT);
              assertThat(removed.flow().key()).isEqualTo(idle.key());
              assertThat(removed.flow().cookie()).isEqualTo(COOKIE);
            });
  }

  @Test
  void monitorTellsWhatIsThereAndWhatOthersChange() throws Exception {
    apply(FlowMod.add(learner(0)));
    receive();
    await().until(() -> ovs.ofctl("dump-flows", ovs.target("br0"), "table=5").contains("dl_dst"));

    List<FlowUpdate> initial =
        monitor(FlowMonitor.add(1, MonitorFlags.EVERYTHING, LEARNED, Match.ALL));

    assertThat(initial).hasSize(1).first().isInstanceOf(FlowUpdate.Initial.class);
    ovs.ofctl("mod-flows", ovs.target("br0"), "table=5,actions=output:1");
    await().until(() -> dial.flowUpdates().size() == 1);
    assertThat(dial.flowUpdates().getFirst())
        .isInstanceOfSatisfying(
            FlowUpdate.Modified.class,
            modified ->
                assertThat(modified.flow().instructions())
                    .isEqualTo(Instructions.apply(Action.Output.to(Ofport.of(1)))));
    ovs.ofctl("del-flows", ovs.target("br0"), "table=5");
    await().until(() -> dial.flowUpdates().size() == 2);
    assertThat(dial.flowUpdates().get(1))
        .isInstanceOfSatisfying(
            FlowUpdate.Removed.class,
            removed -> assertThat(removed.reason()).isEqualTo(RemovedReason.DELETE));
  }

  @Test
  void ownChangesAreAbbreviated() throws Exception {
    monitor(FlowMonitor.add(1, MonitorFlags.EVERYTHING, TableId.ALL, Match.ALL));

    apply(FlowMod.add(learner(1)));

    assertThat(dial.flowUpdates())
        .singleElement()
        .isInstanceOfSatisfying(
            FlowUpdate.Abbreviated.class,
            update -> assertThat(update.request()).isNotEqualTo(Xid.NONE));
  }

  @Test
  void deletedMonitorIsSilent() throws Exception {
    monitor(FlowMonitor.add(1, MonitorFlags.EVERYTHING, TableId.ALL, Match.ALL));
    monitor(
        new FlowMonitor(
            1, FlowMonitor.Command.DELETE, MonitorFlags.EVERYTHING, TableId.ALL, Match.ALL));

    ovs.ofctl("add-flow", ovs.target("br0"), "table=5,actions=drop");
    OpenFlowDial.get(dial.channel().barrier());

    assertThat(dial.flowUpdates()).isEmpty();
  }

  @Test
  void monitorSurvivesManyUpdates() throws Exception {
    int count = 30_000;
    monitor(FlowMonitor.add(1, MonitorFlags.EVERYTHING, LEARNED, Match.ALL));
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Match match = Match.builder().metadata(7).ethDst(GUEST + i).build();
      changes.add(FlowMod.add(Flow.of(LEARNED, 1, match, Instructions.DROP, COOKIE)));
    }
    try (OpenFlowDial other = OpenFlowDial.to(ovs.managementSocket("br0"))) {
      assertThat(OpenFlowDial.get(other.channel().commit(changes)))
          .isEqualTo(new BundleResult.Committed());
    }

    await().atMost(Duration.ofSeconds(60)).until(() -> count(FlowUpdate.Added.class) >= count);
    assertThat(dial.channel().echo()).succeedsWithin(Duration.ofSeconds(10));
    assertThat(count(FlowUpdate.Paused.class)).isEqualTo(count(FlowUpdate.Resumed.class));
  }

  private long count(Class<? extends FlowUpdate> kind) {
    return dial.flowUpdates().stream().filter(kind::isInstance).count();
  }

  private List<BundleResult.Refusal> apply(Change... changes) throws Exception {
    return OpenFlowDial.get(dial.channel().apply(List.of(changes)));
  }

  private List<FlowUpdate> monitor(FlowMonitor monitor) throws Exception {
    return OpenFlowDial.get(dial.channel().monitorFlows(monitor));
  }

  private void receive() {
    ovs.appctl(
        "netdev-dummy/receive",
        "p1",
        "in_port(1),eth(src=02:00:00:00:00:11,dst=ff:ff:ff:ff:ff:ff),eth_type(0x1234)");
  }

  private static Flow learner(int idleTimeoutS) {
    Learn learn =
        Learn.into(LEARNED)
            .cookie(COOKIE)
            .idleTimeoutS(idleTimeoutS)
            .limit(10)
            .spec(LearnSpec.matchSame(Field.METADATA))
            .spec(LearnSpec.match(Field.ETH_SRC, Field.ETH_DST))
            .spec(LearnSpec.load(Field.REG1, Field.REG2))
            .build();
    return Flow.of(
        TableId.of(0),
        1,
        Match.builder().inPort(Ofport.of(1)).build(),
        Instructions.apply(
            Action.SetField.of(Field.METADATA, 7),
            Action.SetField.of(Field.REG1, 0x1000),
            new Action.Learned(learn)),
        new Cookie(1));
  }
}
