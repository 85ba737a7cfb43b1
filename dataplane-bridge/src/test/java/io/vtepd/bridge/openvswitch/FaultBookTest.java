package io.vtepd.bridge.openvswitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.feedback.SwitchFaults;
import io.vtepd.bridge.openvswitch.FaultBook.Fault;
import io.vtepd.vtep.FaultName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultBookTest {

  private static final Fault PORT = new Fault(Optional.of("p1"), FaultName.INVALID_VLAN_MAP);
  private static final Fault SWITCH = new Fault(Optional.empty(), FaultName.TUNNEL_EXHAUSTION);

  private final FaultBook book = new FaultBook("gw0");

  @Test
  void tellsWhetherThereAreOthersNow() {
    assertThat(book.update(Map.of())).isFalse();
    assertThat(book.update(Map.of(PORT, "no such port"))).isTrue();
    assertThat(book.update(Map.of(PORT, "in other words"))).isFalse();
    assertThat(book.update(Map.of(PORT, "no such port", SWITCH, "full"))).isTrue();
    assertThat(book.faults())
        .isEqualTo(
            new SwitchFaults(
                Map.of("p1", Set.of(FaultName.INVALID_VLAN_MAP)),
                Set.of(FaultName.TUNNEL_EXHAUSTION)));
    assertThat(book.update(Map.of())).isTrue();
    assertThat(book.faults()).isEqualTo(SwitchFaults.NONE);
  }

  @Test
  void logsTheReasonOnceAndTheEnd() {
    try (LogLines log = LogLines.of(FaultBook.class)) {
      book.update(Map.of(PORT, "no such port", SWITCH, "full"));
      book.update(Map.of(PORT, "in other words"));
      book.update(Map.of());
      String invalid = "bridge=gw0 port=p1 fault=invalid_vlan_map";
      String exhausted = "bridge=gw0 port=- fault=tunnel_exhaustion";
      assertThat(log.lines())
          .containsExactlyInAnyOrder(
              "event=fault " + invalid + " cause=\"no such port\"",
              "event=fault " + exhausted + " cause=full",
              "event=fault-cleared " + exhausted,
              "event=fault-cleared " + invalid);
    }
  }

  @Test
  void namesWhyATunnelCannotBe() {
    String head = "could not add network device vx0a090007 to ofproto (";
    assertThat(TunnelRefusal.fault(head + "No space left on device)"))
        .isEqualTo(FaultName.TUNNEL_EXHAUSTION);
    assertThat(TunnelRefusal.fault(head + "File exists)")).isEqualTo(FaultName.UNSPECIFIED_FAULT);
  }
}
