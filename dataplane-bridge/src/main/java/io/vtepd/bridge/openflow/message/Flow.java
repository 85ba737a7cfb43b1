package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.match.Match;

/**
 * A flow as it is wished for and as a dump gives it back: the two are equal when the switch has
 * what is wanted, so that desired and installed compare with {@link #equals}.
 *
 * @param priority 0 to 65535, the higher wins
 * @param idleTimeoutS seconds without a packet until it goes, 0 for never
 * @param hardTimeoutS seconds until it goes in any case, 0 for never
 */
public record Flow(
    TableId table,
    int priority,
    Match match,
    Instructions instructions,
    Cookie cookie,
    int idleTimeoutS,
    int hardTimeoutS,
    FlowFlags flags) {

  public Flow {
    requireU16("priority", priority);
    requireU16("idle timeout", idleTimeoutS);
    requireU16("hard timeout", hardTimeoutS);
  }

  /** A flow without timeouts and flags. */
  public static Flow of(
      TableId table, int priority, Match match, Instructions instructions, Cookie cookie) {
    return new Flow(table, priority, match, instructions, cookie, 0, 0, FlowFlags.NONE);
  }

  /** What makes two flows the same entry of a switch. */
  public FlowKey key() {
    return new FlowKey(table, priority, match);
  }

  private static void requireU16(String what, int value) {
    if (value < 0 || value > 0xffff) {
      throw new IllegalArgumentException(what + " " + value + " is outside 0..65535");
    }
  }
}
