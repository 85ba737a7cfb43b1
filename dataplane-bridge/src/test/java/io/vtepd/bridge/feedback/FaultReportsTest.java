package io.vtepd.bridge.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.ScriptedDatabase;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.PhysicalPort;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fault columns that tell what is wrong with the database, from the mistake to its end. */
class FaultReportsTest {

  private static final String TOR = "tor1";

  private final ScriptedDatabase database = new ScriptedDatabase(1);
  private final Uuid tor = database.physicalSwitch(TOR, "192.0.2.1");
  private final Uuid port = database.port(tor, "eth1");
  private final Uuid red = database.logicalSwitch("red", OptionalLong.of(5001));
  private FeedbackBench bench;

  @BeforeEach
  void start() throws Exception {
    database.bind(port, 0, red);
    bench = new FeedbackBench(database, new FeedbackSettings(1_000, 100, 0));
    bench.event(TOR, new BridgeEvent.PortAppeared("eth1"));
    bench.settle(TOR);
    assertThat(ofSwitch()).isEmpty();
    assertThat(ofPort(port)).isEmpty();
  }

  private List<String> ofSwitch() {
    return List.copyOf(
        database.rows(database.tables().physicalSwitch()).getFirst().switchFaultStatus());
  }

  private List<String> ofPort(Uuid row) {
    return database.rows(database.tables().physicalPort()).stream()
        .filter(each -> each.uuid().equals(row))
        .map(PhysicalPort::portFaultStatus)
        .map(List::copyOf)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aKeyThatIsNoVni() throws Exception {
    database.setKey(red, OptionalLong.of(1L << 24));
    bench.commit();
    assertThat(ofSwitch()).containsExactly("unspecified_fault");
    database.setKey(red, OptionalLong.of(5001));
    bench.commit();
    assertThat(ofSwitch()).isEmpty();
  }

  @Test
  void twoRowsThatBindOneVlanOfOnePort() throws Exception {
    Uuid twin = database.port(tor, "eth1");
    Uuid blue = database.logicalSwitch("blue", OptionalLong.of(5002));
    database.bind(twin, 0, blue);
    bench.commit();
    Uuid loser = twin.compareTo(port) > 0 ? twin : port;
    assertThat(ofPort(loser)).containsExactly("invalid_vlan_map");
    assertThat(ofPort(loser.equals(twin) ? port : twin)).isEmpty();
    database.unbind(twin, 0);
    bench.commit();
    assertThat(ofPort(loser)).isEmpty();
  }

  @Test
  void severalAtATimeAndOneThatEnds() throws Exception {
    bench.faults(TOR, new SwitchFaults(Map.of(), Set.of("mac_table_exhaustion")));
    database.setKey(red, OptionalLong.of(1L << 24));
    bench.commit();
    assertThat(ofSwitch()).containsExactlyInAnyOrder("mac_table_exhaustion", "unspecified_fault");
    bench.faults(TOR, SwitchFaults.NONE);
    assertThat(ofSwitch()).containsExactly("unspecified_fault");
  }
}
