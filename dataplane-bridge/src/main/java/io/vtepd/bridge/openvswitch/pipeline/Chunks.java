package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A flow whose actions are too many for one OpenFlow message (64 kB): the first flow does the first
 * chunk and then looks itself up again with the number of the next one in a register.
 */
final class Chunks {

  /** Of at most 56 bytes an action; with room for the rest of the message. */
  static final int LIMIT = 512;

  private static final int FIRST_PRIORITY = 10;
  private static final int NEXT_PRIORITY = 20;
  private static final int REGISTER = 3;

  private Chunks() {}

  /**
   * @param match has no condition on the register that counts chunks
   * @param then where the packet goes when all is done
   */
  static List<Flow> render(
      TableId table, Match match, List<Action> actions, Optional<TableId> then, Cookie cookie) {
    List<Flow> flows = new ArrayList<>();
    int chunks = Math.max(1, Math.ceilDiv(actions.size(), LIMIT));
    for (int chunk = 0; chunk < chunks; chunk++) {
      int end = Math.min(actions.size(), (chunk + 1) * LIMIT);
      List<Action> part = new ArrayList<>(actions.subList(chunk * LIMIT, end));
      if (chunk + 1 < chunks) {
        part.add(Action.SetField.of(Field.REG3, chunk + 1L));
        part.add(Action.Resubmit.to(table));
      }
      if (chunk == 0 && chunks > 1) {
        part.add(Action.SetField.of(Field.REG3, 0));
      }
      Instructions instructions = Instructions.DROP.withApply(part);
      if (chunk == 0 && then.isPresent()) {
        instructions = instructions.thenGoto(then.get());
      }
      flows.add(
          Flow.of(
              table,
              chunk == 0 ? FIRST_PRIORITY : NEXT_PRIORITY,
              chunk == 0 ? match : withChunk(match, chunk),
              instructions,
              cookie));
    }
    return flows;
  }

  private static Match withChunk(Match match, int chunk) {
    Match.Builder builder = Match.builder();
    match.fields().forEach(each -> builder.masked(each.field(), each.value(), each.mask()));
    return builder.register(REGISTER, chunk).build();
  }
}
