package io.vtepd.tests.bench.dataplane;

import io.vtepd.tests.bench.Contender;
import io.vtepd.tests.bench.Metric;
import io.vtepd.tests.bench.Metric.Better;
import io.vtepd.tests.bench.Row;
import io.vtepd.tests.bench.Track;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * From the start of the process, with a switch that has everything, until the gateway has seen that
 * it is so; and what it has written meanwhile, by the switch's own account.
 */
record StartAgainRow(String name, String title, Fabric fabric, int macCount) implements Row {

  private static final long PATIENCE_S = 120;
  private static final Pattern COMPARED = Pattern.compile("event=flows-read .* changes=(\\d+)");
  private static final Pattern TOTAL = Pattern.compile("total: (\\d+)");

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.shown("until flows are compared", "s", Better.LOWER),
        Metric.atMost("changes that it found", "", 0),
        Metric.atMost("flows that changed", "", 0),
        Metric.atMost("growth of Open vSwitch's database", "bytes", 0),
        Metric.shown("OpenFlow messages to the switch", "", Better.LOWER),
        Metric.shown("switch's CPU", "s", Better.LOWER),
        Metric.shown("gateway's CPU", "s", Better.LOWER),
        Metric.shown("gateway's memory", "MB", Better.LOWER));
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    Site site = Site.filled(contender, fabric.scaled(ground), ground.scaled(macCount));
    return new Track() {
      @Override
      public double[] run() throws IOException {
        return startAgain(site);
      }

      @Override
      public void close() throws IOException {
        site.close();
      }
    };
  }

  static double[] startAgain(Site site) throws IOException {
    int before = comparisons(site).size();
    site.stopGateway();
    try (FlowWatch all = site.watchAll()) {
      long changes = all.changeCount();
      long bytes = site.openVswitchDatabaseBytes();
      long messages = messages(site);
      double cpu = site.openVswitchCpuSeconds();
      long start = System.nanoTime();
      site.startGateway();
      while (comparisons(site).size() == before) {
        if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_S)) {
          throw new IOException("flows were not compared: " + site.log());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double switchCpu = site.openVswitchCpuSeconds() - cpu;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Site.QUIET_MS));
      all.awaitQuiet(Site.QUIET_MS);
      return new double[] {
        seconds,
        Integer.parseInt(comparisons(site).getLast().group(1)),
        all.changeCount() - changes,
        site.openVswitchDatabaseBytes() - bytes,
        messages(site) - messages,
        switchCpu,
        site.gatewayMeter().cpuSeconds(),
        site.gatewayMeter().residentBytes() / 1e6
      };
    }
  }

  private static List<MatchResult> comparisons(Site site) throws IOException {
    return COMPARED.matcher(site.log()).results().toList();
  }

  private static long messages(Site site) throws IOException {
    return site.vswitchd()
        .appctl("coverage/show")
        .lines()
        .filter(line -> line.startsWith("ofproto_recv_openflow"))
        .flatMap(line -> TOTAL.matcher(line).results())
        .mapToLong(total -> Long.parseLong(total.group(1)))
        .sum();
  }
}
