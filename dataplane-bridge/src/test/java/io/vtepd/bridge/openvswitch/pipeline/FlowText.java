package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.LearnSpec;
import io.vtepd.bridge.openflow.message.Flow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Flows as lines that people can compare. */
final class FlowText {

  private FlowText() {}

  /** One line a flow, in order of tables, falling priorities, and text. */
  static List<String> lines(Collection<Flow> flows) {
    return flows.stream()
        .sorted(
            Comparator.comparing(Flow::table)
                .thenComparing(Comparator.comparingInt(Flow::priority).reversed())
                .thenComparing(FlowText::line))
        .map(FlowText::line)
        .toList();
  }

  private static String line(Flow flow) {
    String match =
        flow.match().fields().stream().map(field -> "," + field).collect(Collectors.joining());
    List<String> actions = new ArrayList<>(actions(flow.instructions().apply()));
    flow.instructions()
        .metadata()
        .ifPresent(set -> actions.add("metadata=0x" + Long.toHexString(set.value())));
    flow.instructions().gotoTable().ifPresent(table -> actions.add("goto:" + table));
    return String.format(
        "cookie=%s table=%s,priority=%d%s actions=%s",
        flow.cookie(),
        flow.table(),
        flow.priority(),
        match,
        actions.isEmpty() ? "drop" : String.join(",", actions));
  }

  private static List<String> actions(List<Action> actions) {
    return actions.stream().map(FlowText::action).toList();
  }

  private static String action(Action action) {
    return switch (action) {
      case Action.Output output -> "output:" + output.port();
      case Action.OutputField output -> "output:" + output.source();
      case Action.ToGroup group -> "group:" + Integer.toHexString(group.group().number());
      case Action.PushVlan push -> "push_vlan:0x" + Integer.toHexString(push.tpid());
      case Action.PopVlan ignored -> "pop_vlan";
      case Action.DecrementTtl ignored -> "dec_ttl";
      case Action.SetField set -> set.field() + "=" + set.value();
      case Action.Move move -> "move:" + move.source() + "->" + move.destination();
      case Action.Resubmit resubmit -> "resubmit:" + resubmit.table();
      case Action.CloneActions clone -> "clone(" + String.join(",", actions(clone.actions())) + ")";
      case Action.Learned learned ->
          String.format(
              "learn(table=%s,hard=%d,cookie=%s,limit=%d,%s)",
              learned.learn().table(),
              learned.learn().hardTimeoutS(),
              learned.learn().cookie(),
              learned.learn().limit(),
              learned.learn().specs().stream()
                  .map(FlowText::spec)
                  .collect(Collectors.joining(",")));
      case Action.Opaque opaque -> opaque.toString();
    };
  }

  private static String spec(LearnSpec spec) {
    return switch (spec) {
      case LearnSpec.MatchField match -> match.destination() + "=" + match.source();
      case LearnSpec.MatchValue match -> match.destination() + "=" + match.value();
      case LearnSpec.LoadField load -> load.source() + "->" + load.destination();
      case LearnSpec.LoadValue load -> load.value() + "->" + load.destination();
      case LearnSpec.OutputField output -> "output:" + output.source();
    };
  }
}
