package io.vtepd.bridge.openflow.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.bridge.openflow.message.GroupMod;
import io.vtepd.bridge.openflow.message.PortDescription;
import io.vtepd.bridge.openflow.message.PortStatus;
import io.vtepd.bridge.openflow.message.RequestBody.PortDump;
import io.vtepd.bridge.testbed.OpenFlowDial;
import io.vtepd.bridge.testbed.OvsSandbox;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("system")
class OpenFlowChannelE2eTest {

  private OvsSandbox ovs;

  @BeforeEach
  void start() throws Exception {
    ovs = OvsSandbox.startWithDummyPorts();
    ovs.addBridge("br0");
    ovs.addDummyPort("br0", "p1", 1);
    ovs.addDummyPort("br0", "p2", 2);
  }

  @AfterEach
  void stop() throws Exception {
    ovs.close();
  }

  @Test
  void freshBridgeIsReadyAndListsItsPorts() throws Exception {
    try (OpenFlowDial dial = OpenFlowDial.to(ovs.managementSocket("br0"))) {
      assertThat(OpenFlowDial.get(dial.channel().ready()).tableCount()).isEqualTo(254);
      List<PortDescription> ports = OpenFlowDial.get(dial.channel().dumpPorts(PortDump.ALL));
      assertThat(ports).extracting(PortDescription::name).contains("br0", "p1", "p2");
      assertThat(ports)
          .filteredOn(port -> port.port().equals(Ofport.of(1)))
          .singleElement()
          .matches(OpenFlowChannelE2eTest::isLinkUp);
    }
  }

  @Test
  void bridgeOfTheUserspaceDatapathIsReadyToo() throws Exception {
    try (OvsSandbox real = OvsSandbox.start()) {
      real.addBridge("vtepd-of0");
      try (OpenFlowDial dial = OpenFlowDial.to(real.managementSocket("vtepd-of0"))) {
        assertThat(OpenFlowDial.get(dial.channel().dumpPorts(PortDump.ALL)))
            .extracting(PortDescription::port)
            .containsExactly(Ofport.LOCAL);
      }
    }
  }

  @Test
  void fastFailoverFollowsThePortAndTheChangeIsTold() throws Exception {
    try (OpenFlowDial dial = OpenFlowDial.to(ovs.managementSocket("br0"))) {
      Group group =
          Group.fastFailover(
              new GroupId(1),
              List.of(
                  new Group.Choice(Ofport.of(1), List.of(Action.Output.to(Ofport.of(1)))),
                  new Group.Choice(Ofport.of(2), List.of(Action.Output.to(Ofport.of(2))))));
      Flow flow =
          Flow.of(
              TableId.of(0),
              1,
              Match.ALL,
              Instructions.apply(new Action.ToGroup(new GroupId(1))),
              Cookie.ZERO);
      assertThat(
              OpenFlowDial.get(
                  dial.channel().apply(List.of(GroupMod.put(group), FlowMod.add(flow)))))
          .isEmpty();
      assertThat(trace()).endsWith("Datapath actions: 1");

      ovs.appctl("netdev-dummy/set-admin-state", "p1", "down");

      await().until(() -> trace().endsWith("Datapath actions: 2"));
      await().until(() -> dial.portStatus().stream().anyMatch(OpenFlowChannelE2eTest::isPort1Down));
    }
  }

  @Test
  void whatOthersDoToGroupsIsToldAndOwnIsNot() throws Exception {
    try (OpenFlowDial dial = OpenFlowDial.to(ovs.managementSocket("br0"))) {
      Group group = Group.all(new GroupId(9), List.of(List.of()));
      OpenFlowDial.get(dial.channel().apply(List.of(GroupMod.put(group))));
      ovs.ofctl("mod-group", ovs.target("br0"), "group_id=9,type=all,bucket=drop,bucket=drop");
      await().until(() -> dial.groupChanges() == 1);
      ovs.ofctl("del-groups", ovs.target("br0"));
      await().until(() -> dial.groupChanges() == 2);
    }
  }

  @Test
  void portThatIsAddedIsTold() throws Exception {
    try (OpenFlowDial dial = OpenFlowDial.to(ovs.managementSocket("br0"))) {
      ovs.addDummyPort("br0", "p3", 3);

      await().until(() -> !dial.portStatus().isEmpty());
      PortStatus status = dial.portStatus().getFirst();
      assertThat(status.reason()).isEqualTo(PortStatus.Reason.ADDED);
      assertThat(status.port().name()).isEqualTo("p3");
      assertThat(status.port().port()).isEqualTo(Ofport.of(3));
    }
  }

  @Test
  void bridgeWithoutVersion15IsLeftWithAReason() throws Exception {
    ovs.vsctl("set", "bridge", "br0", "protocols=OpenFlow13");

    assertThatThrownBy(
            () -> OpenFlowDial.once(ovs.managementSocket("br0"), ChannelLimits.DEFAULT).close())
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("add OpenFlow15 to the bridge's protocols");
  }

  @Test
  void deathOfTheSwitchFailsWhatWaitsAndIsTold() throws Exception {
    try (OpenFlowDial dial = OpenFlowDial.to(ovs.managementSocket("br0"))) {
      ovs.killVswitchd();

      assertThat(OpenFlowDial.get(dial.closed())).isNotEmpty();
      assertThatThrownBy(() -> OpenFlowDial.get(dial.channel().barrier()))
          .hasCauseInstanceOf(OpenFlowException.Closed.class);
      ovs.startVswitchd();
    }
  }

  private String trace() {
    return ovs.appctl("ofproto/trace", "br0", "in_port=LOCAL").strip();
  }

  private static boolean isPort1Down(PortStatus status) {
    return status.port().port().equals(Ofport.of(1)) && !isLinkUp(status.port());
  }

  /** Bit 0 of the settings is "administratively down", that of the state "no link". */
  private static boolean isLinkUp(PortDescription port) {
    return ((port.config() | port.state()) & 1) == 0;
  }
}
