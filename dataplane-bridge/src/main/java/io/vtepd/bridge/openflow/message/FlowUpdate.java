package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.wire.WireCode;

/** What a flow monitor reports (OpenFlow 1.5, 7.3.5.19). Its flows come without their flags. */
public sealed interface FlowUpdate {

  /** The flow was there when the monitor began. */
  record Initial(Flow flow) implements FlowUpdate {}

  record Added(Flow flow) implements FlowUpdate {}

  /** Gone; a monitor that asks for no instructions gets a flow without them. */
  record Removed(Flow flow, RemovedReason reason) implements FlowUpdate {}

  /** Instructions or cookie changed; {@code flow} is the new state. */
  record Modified(Flow flow) implements FlowUpdate {}

  /** Stands for what our own request {@code request} changed. */
  record Abbreviated(Xid request) implements FlowUpdate {}

  /**
   * The switch holds back updates because we read too slowly; what happens now comes after a
   * resume.
   */
  record Paused() implements FlowUpdate {}

  /** Updates go on; the flows that changed in between have been reported, merged, before this. */
  record Resumed() implements FlowUpdate {}

  /** Codes as on the wire. */
  enum RemovedReason implements WireCode {
    IDLE_TIMEOUT(0),
    HARD_TIMEOUT(1),
    DELETE(2),
    GROUP_DELETE(3),
    METER_DELETE(4),
    EVICTION(5);

    private final int code;

    RemovedReason(int code) {
      this.code = code;
    }

    @Override
    public int code() {
      return code;
    }
  }
}
