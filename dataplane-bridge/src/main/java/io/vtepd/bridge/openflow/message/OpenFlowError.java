package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.wire.OpaqueBytes;

/**
 * The switch refused something; the xid beside it is the refused message's.
 *
 * @param type error type (OpenFlow 1.5, 7.5.4)
 * @param code error code of that type
 * @param request at least the first 64 bytes of the refused message
 */
public record OpenFlowError(int type, int code, OpaqueBytes request) implements Message {

  private static final int FLOW_MOD_FAILED = 5;
  private static final int TABLE_FULL = 1;

  /** Whether a flow was refused because no more fit into its table. */
  public boolean isTableFull() {
    return type == FLOW_MOD_FAILED && code == TABLE_FULL;
  }

  /** Type and code in words, as {@code bad match (4), code 3}. */
  public String summary() {
    return ErrorNames.name(type, code);
  }

  @Override
  public String toString() {
    return summary();
  }
}
