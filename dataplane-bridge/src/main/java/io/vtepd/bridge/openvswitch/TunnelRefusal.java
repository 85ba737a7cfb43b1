package io.vtepd.bridge.openvswitch;

import io.vtepd.vtep.FaultName;
import java.util.List;

/** What Open vSwitch's reason for not making a tunnel port is called in vtep(5). */
final class TunnelRefusal {

  /**
   * strerror of ENOSPC, which Open vSwitch 3.1 says when its 32,767 port numbers of a bridge are
   * given away; of ENOMEM, ENOBUFS, EMFILE and ENFILE; and of EFBIG, for those of a data path.
   */
  private static final List<String> EXHAUSTION =
      List.of(
          "No space left",
          "Cannot allocate memory",
          "No buffer space",
          "Too many open files",
          "File too large");

  private TunnelRefusal() {}

  /** A fault of {@code Physical_Switch.switch_fault_status}. */
  static String fault(String error) {
    return EXHAUSTION.stream().anyMatch(error::contains)
        ? FaultName.TUNNEL_EXHAUSTION
        : FaultName.UNSPECIFIED_FAULT;
  }
}
