package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.CookieMask;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.action.Instructions;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.wire.WireCode;

/**
 * A change of the flow tables.
 *
 * @param cookieMask for modify and delete: only flows whose cookie agrees with {@code flow}'s in
 *     these bits
 * @param outPort for delete: only flows that output here, or {@link Ofport#ANY}
 * @param outGroup for delete: only flows that use this group, or {@link GroupId#ANY}
 */
public record FlowMod(Command command, Flow flow, long cookieMask, Ofport outPort, GroupId outGroup)
    implements Change {

  /**
   * Asked for a whole cookie, Open vSwitch looks through all flows that have it (100,000 removals
   * out of one logical switch took minutes); asked for a part of one, it looks up the match.
   */
  private static final long NEARLY_WHOLE_COOKIE = ~1L;

  /** Codes as on the wire. */
  public enum Command implements WireCode {
    ADD(0),
    MODIFY(1),
    MODIFY_STRICT(2),
    DELETE(3),
    DELETE_STRICT(4);

    private final int code;

    Command(int code) {
      this.code = code;
    }

    @Override
    public int code() {
      return code;
    }
  }

  /** Adds, or replaces the flow with the same key. */
  public static FlowMod add(Flow flow) {
    return new FlowMod(Command.ADD, flow, 0, Ofport.ANY, GroupId.ANY);
  }

  /** Removes exactly this flow, if it still has its cookie, but for the lowest bit. */
  public static FlowMod delete(Flow flow) {
    Flow bare =
        Flow.of(flow.table(), flow.priority(), flow.match(), Instructions.DROP, flow.cookie());
    return new FlowMod(Command.DELETE_STRICT, bare, NEARLY_WHOLE_COOKIE, Ofport.ANY, GroupId.ANY);
  }

  /** Removes the flow with this key, whatever its cookie. */
  public static FlowMod delete(FlowKey key) {
    Flow bare = Flow.of(key.table(), key.priority(), key.match(), Instructions.DROP, Cookie.ZERO);
    return new FlowMod(Command.DELETE_STRICT, bare, 0, Ofport.ANY, GroupId.ANY);
  }

  /** Removes all flows of {@code table} that are at least as specific as {@code match}. */
  public static FlowMod deleteAll(TableId table, CookieMask cookies, Match match) {
    Flow bare = Flow.of(table, 0, match, Instructions.DROP, new Cookie(cookies.value()));
    return new FlowMod(Command.DELETE, bare, cookies.mask(), Ofport.ANY, GroupId.ANY);
  }
}
