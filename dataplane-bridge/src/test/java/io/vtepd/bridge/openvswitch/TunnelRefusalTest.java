package io.vtepd.bridge.openvswitch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The words of Open vSwitch 3.1, from its log. */
class TunnelRefusalTest {

  /** With 32,767 ports on the bridge, the 32,768th had this. */
  @Test
  void aBridgeThatHasNoPortNumberLeftIsExhausted() {
    assertThat(
            TunnelRefusal.fault(
                "could not add network device v25557 to ofproto (No space left on device)"))
        .isEqualTo("tunnel_exhaustion");
  }

  /** Two bridges, one tunnel IP, one remote. */
  @Test
  void aSecondPortToOneRemoteIsNot() {
    assertThat(
            TunnelRefusal.fault(
                "could not add network device vx0a090002_1 to ofproto (File exists)"))
        .isEqualTo("unspecified_fault");
  }
}
