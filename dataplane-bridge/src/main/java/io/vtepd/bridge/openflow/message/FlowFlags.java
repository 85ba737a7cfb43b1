package io.vtepd.bridge.openflow.message;

/** A flow's flags that the switch keeps (OpenFlow 1.5, 7.3.4.3). */
public record FlowFlags(int bits) {

  public static final FlowFlags NONE = new FlowFlags(0);

  /** The switch announces the flow's removal. */
  public static final FlowFlags SEND_FLOW_REMOVED = new FlowFlags(1);

  /** Refuse the flow when another of the same priority may match the same packet. */
  public static final FlowFlags CHECK_OVERLAP = new FlowFlags(2);

  public static final FlowFlags RESET_COUNTS = new FlowFlags(4);

  public FlowFlags {
    if (bits < 0 || bits > 0xffff) {
      throw new IllegalArgumentException("flow flags have 16 bits, not " + bits);
    }
  }

  public FlowFlags plus(FlowFlags other) {
    return new FlowFlags(bits | other.bits);
  }

  public boolean has(FlowFlags other) {
    return (bits & other.bits) == other.bits;
  }
}
