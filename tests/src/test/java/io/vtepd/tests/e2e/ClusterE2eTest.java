package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.ApplianceProcess;
import io.vtepd.tests.peer.ClusterProcess;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code vtepd run} on a Raft cluster of three ovsdb-servers that loses one leader after another.
 */
@Tag("system")
@Timeout(180)
class ClusterE2eTest {

  @Test
  void forwardsAndReportsWhicheverMemberLeads(@TempDir Path folder) throws Exception {
    try (ClusterProcess cluster =
            ClusterProcess.start(
                folder.resolve("cluster"), "hardware_vtep", Schemas.hardwareVtep(), 3);
        ApplianceProcess vtepd =
            ApplianceProcess.startOn(cluster.targets(), folder, Schemas.openVswitch())) {
      await("p1", () -> cluster.vtepctl("list-ports", "gw0"));
      assertThat(cluster.vtepctl("get", "Physical_Switch", "gw0", "tunnel_ips"))
          .contains("192.0.2.1");
      cluster.vtepctl("add-ls", "net", "--", "bind-ls", "gw0", "p1", "0", "net");
      cluster.vtepctl("set", "Logical_Switch", "net", "tunnel_key=5001");
      followsBothWays(cluster, vtepd, 1);

      OvsdbProcess first = leader(cluster);
      first.kill();
      assertThat(leader(cluster)).isNotSameAs(first);
      followsBothWays(cluster, vtepd, 2);

      first.startAgain();
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> cluster.hasJoined(first));
      OvsdbProcess second = leader(cluster);
      second.kill();
      assertThat(leader(cluster)).isNotSameAs(second);
      followsBothWays(cluster, vtepd, 3);

      assertThat(localMacs(cluster).lines().filter(row -> row.contains("02:00:00:00:02:")))
          .as("no station is told twice")
          .hasSize(3);
      assertThat(vtepd.printed())
          .as("a new leader is asked for what is new only")
          .contains("resumed=true");
    }
  }

  /** A MAC of the controller becomes a flow, a station's a row. */
  private static void followsBothWays(ClusterProcess cluster, ApplianceProcess vtepd, int number)
      throws Exception {
    String remote = "02:00:00:00:01:0" + number;
    cluster.vtepctl("add-ucast-remote", "net", remote, "192.0.2.11");
    await(remote, vtepd::flows);
    String local = "02:00:00:00:02:0" + number;
    vtepd.broadcastFrom(local);
    await(local, () -> localMacs(cluster));
    await("unknown-dst -> vxlan_over_ipv4/192.0.2.1", () -> localMacs(cluster));
  }

  private static String localMacs(ClusterProcess cluster) throws IOException {
    return cluster.vtepctl("list-local-macs", "net");
  }

  private static OvsdbProcess leader(ClusterProcess cluster) {
    return Awaitility.await("leader")
        .atMost(30, TimeUnit.SECONDS)
        .until(cluster::leader, Optional::isPresent)
        .orElseThrow();
  }

  private static void await(String expected, Callable<String> printed) {
    Awaitility.await(expected)
        .atMost(30, TimeUnit.SECONDS)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(printed.call()).contains(expected));
  }
}
