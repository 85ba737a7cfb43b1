package io.vtepd.bridge.openvswitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.channel.BundleResult.Refusal;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.bridge.openflow.message.GroupMod;
import io.vtepd.bridge.openflow.message.OpenFlowError;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private static final OpenFlowError FULL = new OpenFlowError(5, 1, OpaqueBytes.EMPTY);

  private final DriverCounters counters = new DriverCounters();
  private final Refusals refusals = new Refusals("vtep1", counters);
  private final Flow one = flow(1);
  private final Flow two = flow(2);

  private static Flow flow(int priority) {
    return Flow.of(TableId.of(80), priority, Match.ALL, Instructions.DROP, new Cookie(1));
  }

  private void send(List<Change> sent, Change... refused) {
    List<Refusal> all = List.of(refused).stream().map(each -> new Refusal(0, each, FULL)).toList();
    refusals.onSent(sent, all);
  }

  @Test
  void knowsWhatWasRefusedWhenItWasSentLast() {
    Change first = FlowMod.add(one);
    Change second = FlowMod.add(two);
    send(List.of(first, second), first, second);
    assertThat(refusals.flows()).containsExactlyInAnyOrder(one.key(), two.key());
    send(List.of(first, second), second);
    assertThat(refusals.flows()).containsExactly(two.key());
    send(List.of(first));
    assertThat(refusals.isEmpty()).isFalse();
    send(List.of(FlowMod.delete(two)));
    assertThat(refusals.isEmpty()).isTrue();
  }

  @Test
  void countsWhatWasRefusedAndWhatWasPutRight() {
    Change first = FlowMod.add(one);
    send(List.of(first), first);
    refusals.countRepairs(List.of(first, FlowMod.add(two)));
    send(List.of(first, FlowMod.add(two)), first);
    assertThat(counters.refused()).containsExactly(Map.entry("flow mod failed: table full", 2L));
    assertThat(counters.repaired())
        .containsEntry(DriverCounters.Repaired.FLOWS, 1L)
        .containsEntry(DriverCounters.Repaired.GROUPS, 0L);
  }

  @Test
  void bridgeOfAnyNameForgesNoLineOfTheLog() {
    try (LogLines log = LogLines.of(Refusals.class)) {
      Change change = FlowMod.add(one);
      new Refusals("a\nb", counters).onSent(List.of(change), List.of(new Refusal(0, change, FULL)));
      assertThat(log.lines())
          .hasSize(2)
          .allSatisfy(line -> assertThat(line).contains("bridge=\"a\\nb\" ").doesNotContain("\n"));
    }
  }

  @Test
  void forgetsWhatNobodyWants() {
    Change first = FlowMod.add(one);
    Change second = FlowMod.add(two);
    send(List.of(first, second), first, second);
    refusals.keepFlows(two.key()::equals);
    assertThat(refusals.flows()).containsExactly(two.key());
  }

  @Test
  void aRefusedGroupAloneIsAFaultUntilItIsTakenOrNotWanted() {
    Group group = Group.all(new GroupId(0x76000001), List.of());
    Group other = Group.all(new GroupId(0x76000002), List.of());
    Change first = GroupMod.put(group);
    Change second = GroupMod.put(other);
    send(List.of(first, FlowMod.add(one)), first);
    assertThat(refusals.isEmpty()).isFalse();
    assertThat(refusals.hasGroups()).isTrue();
    assertThat(refusals.flows()).isEmpty();
    assertThat(refusals.faults()).containsOnlyKeys("unspecified_fault");

    send(List.of(first));
    assertThat(refusals.isEmpty()).as("taken").isTrue();
    assertThat(refusals.faults()).isEmpty();

    send(List.of(first, second), first, second);
    refusals.keepGroups(other.id()::equals);
    assertThat(refusals.faults().get("unspecified_fault")).contains(other.id().toString());
    refusals.keepGroupsOf(List.of(first));
    assertThat(refusals.isEmpty()).as("the switch has it").isTrue();
  }
}
