package io.vtepd.bridge.openvswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vtepd.bridge.desired.ScriptedDatabase;
import io.vtepd.bridge.testbed.OvsSandbox;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.VtepCommit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many stations: a change costs what it changes, and a restart finds everything in place. */
@Tag("system")
class ScaleE2eTest implements CommitSource {

  private static final int STATIONS = 20_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ScriptedDatabase database = new ScriptedDatabase(1);
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final CommitSink nobody =
      operations -> CompletableFuture.completedFuture(new TransactionResult(List.of()));

  @AfterEach
  void stop() throws Exception {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  @Override
  public Subscription subscribe(Listener listener) {
    listeners.add(listener);
    listener.onCommit(Commit.initial(database.snapshot().snapshot()));
    return () -> listeners.remove(listener);
  }

  private void commit() {
    VtepCommit commit = database.commit();
    Commit plain = new Commit(commit.snapshot().snapshot(), commit.changes());
    listeners.forEach(listener -> listener.onCommit(plain));
  }

  private OpenVswitchDriver start(OvsSandbox ovs) {
    OpenVswitchDriver driver =
        new OpenVswitchDriver(this, nobody, OpenVswitchOptions.of(ovs.runDir()), group);
    driver.start();
    return driver;
  }

  private static int stations(OvsSandbox ovs) {
    String line = ovs.ofctl("dump-aggregate", ovs.target("tor1"), "table=80");
    return Integer.parseInt(line.replaceAll("(?s).*flow_count=(\\d+).*", "$1")) - 1;
  }

  @Test
  void carriesManyStationsAndTouchesNoneAtARestart() throws Exception {
    try (OvsSandbox ovs = OvsSandbox.startWithDummyPorts()) {
      ovs.addBridge("tor1");
      ovs.addDummyPort("tor1", "p1", 1);
      Uuid tor = database.physicalSwitch("tor1", "192.0.2.1");
      Uuid red = database.logicalSwitch("red", OptionalLong.of(5001));
      database.bind(database.port(tor, "p1"), 0, red);
      List<Uuid> locators = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        locators.add(database.locator("192.0.2." + (100 + i), OptionalLong.empty()));
      }
      for (int i = 0; i < STATIONS; i++) {
        String mac = String.format("02:00:00:%02x:%02x:%02x", i >> 16, i >> 8 & 255, i & 255);
        database.remoteMac(mac, red, locators.get(i % locators.size()));
      }
      database.commit();
      long begin = System.nanoTime();
      try (OpenVswitchDriver driver = start(ovs)) {
        await().atMost(PATIENCE).until(() -> stations(ovs) == STATIONS);
        report("all stations", begin);
        await().atMost(PATIENCE).until(() -> driver.settled().get());
        begin = System.nanoTime();
        database.remoteMac("02:00:01:00:00:00", red, locators.getFirst());
        commit();
        await()
            .pollInterval(Duration.ofMillis(1))
            .atMost(PATIENCE)
            .until(() -> stations(ovs) == STATIONS + 1);
        report("one more", begin);
      }
      String flows = ovs.ofctl("dump-flows", ovs.target("tor1"), "table=80");
      begin = System.nanoTime();
      try (OpenVswitchDriver driver = start(ovs)) {
        await().atMost(PATIENCE).until(() -> driver.settled().get());
        report("restart", begin);
        assertThat(ovs.ofctl("dump-flows", ovs.target("tor1"), "table=80").lines().count())
            .isEqualTo(flows.lines().count());
        assertThat(ovs.appctl("coverage/read-counter", "ofproto_flush").trim()).isEqualTo("0");
      }
    }
  }

  private static void report(String what, long beginNs) {
    System.out.println(
        "ScaleE2eTest " + what + ": " + (System.nanoTime() - beginNs) / 1_000_000 + " ms");
  }
}
