package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A flow that makes more copies than one OpenFlow message (64 kB) or one translation by Open
 * vSwitch holds: it looks up at most 4,096 flows for a packet, and drops a packet that asks for
 * more.
 *
 * <p>The flow sends the packet through a group of type all, whose buckets each put the number of a
 * chunk in a register and go on through a group of type select. There Open vSwitch hashes the
 * packet and begins a new translation (it recirculates), whose first act is to look up the same
 * table again; so each chunk has all of a translation's limits for itself.
 */
final class Chunks {

  /** Of at most 56 bytes a copy, and two flows looked up for each. */
  static final int LIMIT = 512;

  private static final int WHOLE_PRIORITY = 10;
  private static final int CHUNK_PRIORITY = 20;
  private static final int REGISTER = 3;

  private final Groups groups;
  private final TableId table;
  private final Match match;
  private final Cookie cookie;

  /**
   * @param match has no condition on the register that counts chunks
   */
  Chunks(Groups groups, PipelineTable table, Match match, Cookie cookie) {
    this.groups = groups;
    this.table = table.id();
    this.match = match;
    this.cookie = cookie;
  }

  /**
   * @param copies each stands for itself, in any order
   * @param first where the packet goes before, to come back as it is
   */
  List<Flow> render(List<List<Action>> copies, Optional<PipelineTable> first) {
    if (copies.size() <= LIMIT) {
      return List.of(whole(joined(copies), first));
    }
    GroupId anew = groups.get(id -> Group.select(id, List.of(Action.Resubmit.to(table))));
    List<List<Action>> buckets = new ArrayList<>();
    List<Flow> flows = new ArrayList<>();
    for (int from = 0; from < copies.size(); from += LIMIT) {
      int number = buckets.size() + 1;
      buckets.add(List.of(Action.SetField.of(Field.REG3, number), new Action.ToGroup(anew)));
      List<Action> chunk = joined(copies.subList(from, Math.min(copies.size(), from + LIMIT)));
      flows.add(
          Flow.of(
              table, CHUNK_PRIORITY, numbered(number), Instructions.DROP.withApply(chunk), cookie));
    }
    GroupId all = groups.get(id -> Group.all(id, buckets));
    flows.add(whole(List.of(new Action.ToGroup(all)), first));
    return flows;
  }

  private Flow whole(List<Action> actions, Optional<PipelineTable> first) {
    List<Action> all = new ArrayList<>();
    first.ifPresent(it -> all.add(Action.Resubmit.to(it.id())));
    all.addAll(actions);
    return Flow.of(table, WHOLE_PRIORITY, match, Instructions.DROP.withApply(all), cookie);
  }

  private Match numbered(int chunk) {
    Match.Builder builder = Match.builder();
    match.fields().forEach(each -> builder.masked(each.field(), each.value(), each.mask()));
    return builder.register(REGISTER, chunk).build();
  }

  /** One after the other, without setting what is set already. */
  private static List<Action> joined(List<List<Action>> copies) {
    List<Action> actions = new ArrayList<>();
    Optional<Action> set = Optional.empty();
    for (List<Action> copy : copies) {
      boolean isSet = set.equals(Optional.of(copy.getFirst()));
      actions.addAll(isSet ? copy.subList(1, copy.size()) : copy);
      set = Optional.of(copy.getFirst()).filter(Action.SetField.class::isInstance);
    }
    return actions;
  }
}
