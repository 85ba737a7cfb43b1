package io.vtepd.bridge.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.ScriptedDatabase;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.LogicalBindingStats;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.VlanPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatisticsReportsTest {

  private static final String TOR = "tor1";
  private static final FeedbackSettings SETTINGS = new FeedbackSettings(1_000, 100, 0);

  private final ScriptedDatabase database = new ScriptedDatabase(1);
  private final Uuid tor = database.physicalSwitch(TOR, "192.0.2.1");
  private final Uuid port = database.port(tor, "eth1");
  private final Uuid red = database.logicalSwitch("red", OptionalLong.of(5001));
  private FeedbackBench bench;

  @BeforeEach
  void start() throws Exception {
    database.bind(port, 0, red);
    database.bind(port, 7, red);
    startBench();
  }

  private void startBench() throws Exception {
    bench = new FeedbackBench(database, SETTINGS);
    bench.event(TOR, new BridgeEvent.PortAppeared("eth1"));
    bench.settle(TOR);
  }

  private static FactId.Binding binding(int vlan) {
    return new FactId.Binding("eth1", new VlanId(vlan));
  }

  private static BindingCounts counts(long from, long to) {
    return new BindingCounts(from, 100 * from, to, 100 * to);
  }

  private PhysicalPort row() {
    return database.rows(database.tables().physicalPort()).getFirst();
  }

  /** By VLAN: packets from and to local. */
  private Map<Long, List<Long>> written() {
    Map<Uuid, LogicalBindingStats> rows = new HashMap<>();
    database
        .rows(database.tables().logicalBindingStats())
        .forEach(row -> rows.put(row.uuid(), row));
    Map<Long, List<Long>> all = new HashMap<>();
    for (VlanPair pair : row().vlanStats()) {
      LogicalBindingStats stats = rows.get(pair.row());
      assertThat(stats.bytesFromLocal()).isEqualTo(100 * stats.packetsFromLocal());
      assertThat(stats.bytesToLocal()).isEqualTo(100 * stats.packetsToLocal());
      all.put(pair.number(), List.of(stats.packetsFromLocal(), stats.packetsToLocal()));
    }
    return all;
  }

  @Test
  void aRowForEachBindingThatWasCounted() throws Exception {
    assertThat(written()).as("nothing counted yet").isEmpty();
    bench.counts(TOR, binding(0), counts(3, 4));
    bench.counts(TOR, binding(7), counts(0, 0));
    assertThat(written()).isEqualTo(Map.of(0L, List.of(3L, 4L), 7L, List.of(0L, 0L)));
    List<VlanPair> pairs = row().vlanStats();
    int transactions = bench.transactions.size();
    bench.counts(TOR, binding(0), counts(5, 4));
    assertThat(written().get(0L)).containsExactly(5L, 4L);
    assertThat(row().vlanStats()).as("the same rows").isEqualTo(pairs);
    assertThat(bench.transactions).hasSize(transactions + 1);
    bench.counts(TOR, binding(0), counts(5, 4));
    assertThat(bench.transactions).as("nothing new").hasSize(transactions + 1);
  }

  @Test
  void goesWithTheBinding() throws Exception {
    bench.counts(TOR, binding(0), counts(3, 4));
    bench.counts(TOR, binding(7), counts(1, 1));
    database.unbind(port, 7);
    bench.commit();
    assertThat(written()).containsOnlyKeys(0L);
  }

  @Test
  void neverGoesBackAfterARestart() throws Exception {
    bench.counts(TOR, binding(0), counts(30, 40));
    startBench();
    bench.counts(TOR, binding(0), counts(2, 50));
    assertThat(written().get(0L)).as("flows made anew count from 0").containsExactly(30L, 50L);
    bench.counts(TOR, binding(0), counts(5, 60));
    assertThat(written().get(0L)).containsExactly(33L, 60L);
  }

  @Test
  void manyComeInTransactionsOfBoundedSize() throws Exception {
    List<Integer> vlans = new ArrayList<>();
    for (int vlan = 100; vlan < 350; vlan++) {
      database.bind(port, vlan, red);
      vlans.add(vlan);
    }
    bench.commit();
    int before = bench.transactions.size();
    Map<FactId.Binding, BindingCounts> all = new HashMap<>();
    vlans.forEach(vlan -> all.put(binding(vlan), counts(vlan, 1)));
    bench.counts(TOR, all);
    assertThat(written()).hasSize(250);
    assertThat(bench.transactions).hasSize(before + 3);
  }
}
