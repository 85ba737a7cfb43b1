package io.vtepd.bridge.openflow.message;

/** A flow's flags that the switch keeps (OpenFlow 1.5, 7.3.4.3). */
public record FlowFlags(int bits) {

  public static final FlowFlags NONE = new FlowFlags(0);

  /** The switch announces the flow's removal. */
  public static final FlowFlags SEND_FLOW_REMOVED = new FlowFlags(1);

  public FlowFlags {
    if (bits < 0 || bits > 0xffff) {
      throw new IllegalArgumentException("flow flags have 16 bits, not " + bits);
    }
  }
}
