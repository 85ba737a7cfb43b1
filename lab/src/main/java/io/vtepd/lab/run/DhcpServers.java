package io.vtepd.lab.run;

import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Plan;
import io.vtepd.lab.topology.DhcpPool;
import io.vtepd.lab.topology.Guest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts dnsmasq on the guests that the topology makes DHCP servers. */
final class DhcpServers {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Lab lab;

  DhcpServers(Lab lab) {
    this.lab = lab;
  }

  /** Starts one and waits until it listens; the guest has its address. */
  void start(Guest server) throws IOException, InterruptedException, LabFailure {
    DhcpPool pool = server.dhcp().orElseThrow();
    Path folder = Files.createDirectories(lab.paths().node(server.name()));
    Path pidFile = folder.resolve("dnsmasq.pid");
    List<String> words =
        List.of(
            "dnsmasq",
            "--keep-in-foreground",
            "--conf-file=/dev/null",
            "--user=root",
            "--port=0",
            // Else it pings each address first, and a lease takes three seconds.
            "--no-ping",
            "--interface=" + Plan.UPLINK,
            "--bind-interfaces",
            "--dhcp-authoritative",
            "--dhcp-range=%s,%s,%s,10m".formatted(pool.from(), pool.to(), server.ip().netmask()),
            "--dhcp-leasefile=" + folder.resolve("dnsmasq.leases"),
            "--pid-file=" + pidFile,
            "--log-facility=" + folder.resolve("dnsmasq.log"));
    Process started =
        lab.spawner()
            .start(
                server.name(),
                "dnsmasq",
                lab.namespace(server.name()),
                words,
                Map.of(),
                folder.resolve("dnsmasq.out"));
    Await.ready(started, LIMIT, "dnsmasq of " + server.name(), () -> Files.exists(pidFile));
  }
}
