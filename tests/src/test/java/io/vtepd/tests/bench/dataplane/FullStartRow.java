package io.vtepd.tests.bench.dataplane;

import io.vtepd.tests.bench.Contender;
import io.vtepd.tests.bench.Metric;
import io.vtepd.tests.bench.Metric.Better;
import io.vtepd.tests.bench.Row;
import io.vtepd.tests.bench.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** From the start of the process, with a switch that has nothing, until it has everything. */
record FullStartRow(String name, String title, Fabric fabric, int macCount) implements Row {

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.shown("until the last flow", "s", Better.LOWER),
        Metric.shown("flows", "", Better.HIGHER),
        Metric.shown("switch's CPU", "s", Better.LOWER),
        Metric.shown("switch's share of the time", "%", Better.HIGHER),
        Metric.shown("gateway's CPU", "s", Better.LOWER),
        Metric.shown("gateway's memory", "MB", Better.LOWER));
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    Fabric scaled = fabric.scaled(ground);
    int macs = ground.scaled(macCount);
    Path written = Site.write(scaled, macs);
    return new Track() {
      @Override
      public double[] run() throws IOException {
        try (Site site = Site.open(contender, scaled.portCount(), written)) {
          return start(site, scaled.boundMacs() + macs);
        }
      }

      @Override
      public void close() throws IOException {
        Files.delete(written);
      }
    };
  }

  private static double[] start(Site site, int macs) throws IOException {
    try (FlowWatch sample = site.watchMacs(true);
        FlowWatch all = site.watchAll()) {
      double vswitchd = site.openVswitchCpuSeconds();
      long start = System.nanoTime();
      site.startGateway();
      sample.awaitCount(Fabric.sampled(macs));
      double seconds = (all.awaitQuiet(Site.QUIET_MS) - start) / 1e9;
      double switchCpu = site.openVswitchCpuSeconds() - vswitchd;
      return new double[] {
        seconds,
        all.flowCount(),
        switchCpu,
        100 * switchCpu / seconds,
        site.gatewayMeter().cpuSeconds(),
        site.gatewayMeter().residentBytes() / 1e6
      };
    }
  }
}
