package io.vtepd.bridge.openflow.action;

import io.vtepd.bridge.openflow.Cookie;
import io.vtepd.bridge.openflow.TableId;
import java.util.ArrayList;
import java.util.List;

/**
 * The template of a learned flow (Nicira's learn, and learn2 when {@code limit} is not 0).
 *
 * @param idleTimeoutS seconds without a packet until the flow goes, 0 for never
 * @param hardTimeoutS seconds until it goes in any case, 0 for never
 * @param finIdleTimeoutS idle timeout after a TCP FIN or RST, 0 for no change
 * @param finHardTimeoutS hard timeout after a TCP FIN or RST, 0 for no change
 * @param sendFlowRemoved the learned flow announces its removal
 * @param deleteLearned deleting the flow that learns deletes what it learned (table and cookie
 *     equal)
 * @param limit most flows with this table and cookie, 0 for no limit; at the limit nothing is
 *     learned
 */
public record Learn(
    TableId table,
    int priority,
    Cookie cookie,
    int idleTimeoutS,
    int hardTimeoutS,
    int finIdleTimeoutS,
    int finHardTimeoutS,
    boolean sendFlowRemoved,
    boolean deleteLearned,
    int limit,
    List<LearnSpec> specs) {

  /** What OVS gives a flow whose priority nobody chose. */
  public static final int DEFAULT_PRIORITY = 0x8000;

  public Learn {
    specs = List.copyOf(specs);
    requireU16("priority", priority);
    requireU16("idle timeout", idleTimeoutS);
    requireU16("hard timeout", hardTimeoutS);
    requireU16("FIN idle timeout", finIdleTimeoutS);
    requireU16("FIN hard timeout", finHardTimeoutS);
  }

  public static Builder into(TableId table) {
    return new Builder(table);
  }

  private static void requireU16(String what, int value) {
    if (value < 0 || value > 0xffff) {
      throw new IllegalArgumentException(what + " " + value + " is outside 0..65535");
    }
  }

  /** Starts with priority 32768, cookie 0, no timeouts, no limit. */
  public static final class Builder {

    private final TableId table;
    private final ArrayList<LearnSpec> specs = new ArrayList<>();
    private int priority = DEFAULT_PRIORITY;
    private Cookie cookie = Cookie.ZERO;
    private int idleTimeoutS;
    private int hardTimeoutS;
    private boolean sendFlowRemoved;
    private boolean deleteLearned;
    private int limit;

    private Builder(TableId table) {
      this.table = table;
    }

    public Builder priority(int value) {
      priority = value;
      return this;
    }

    public Builder cookie(Cookie value) {
      cookie = value;
      return this;
    }

    public Builder idleTimeoutS(int value) {
      idleTimeoutS = value;
      return this;
    }

    public Builder hardTimeoutS(int value) {
      hardTimeoutS = value;
      return this;
    }

    public Builder sendFlowRemoved() {
      sendFlowRemoved = true;
      return this;
    }

    public Builder deleteLearned() {
      deleteLearned = true;
      return this;
    }

    public Builder limit(int value) {
      limit = value;
      return this;
    }

    public Builder spec(LearnSpec spec) {
      specs.add(spec);
      return this;
    }

    public Learn build() {
      return new Learn(
          table,
          priority,
          cookie,
          idleTimeoutS,
          hardTimeoutS,
          0,
          0,
          sendFlowRemoved,
          deleteLearned,
          limit,
          specs);
    }
  }
}
