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

/**
 * From the start of the process, with a switch that has nothing, until it has everything; against
 * Open vSwitch's tools with files of the same.
 *
 * @param gateway makes what those files are copied from
 */
record FullStartRow(String name, String title, Fabric fabric, int macCount, Contender gateway)
    implements Row {

  @Override
  public List<Metric> metrics() {
    return List.of(
        OvsTools.untilTheLastFlow(),
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
    if (!contender.equals(OvsTools.CONTENDER)) {
      return new Starting(contender, scaled, macs, Site.write(scaled, macs));
    }
    try (Site filled = Site.filled(gateway, scaled, macs)) {
      return new Copying(scaled, BridgeCopy.of(filled));
    }
  }

  /** Makes a switch that has nothing have everything. */
  private interface Filling {
    /** Returns when the last flow came, as System.nanoTime(). */
    long fill(FlowWatch sample, FlowWatch all) throws IOException;
  }

  /** All figures but a gateway's. To tell the same monitors costs the switch the same each time. */
  private static double[] watch(Site site, Filling filling) throws IOException {
    try (FlowWatch sample = site.watchMacs(true);
        FlowWatch all = site.watchAll()) {
      double openVswitch = site.openVswitchCpuSeconds();
      long start = System.nanoTime();
      double seconds = (filling.fill(sample, all) - start) / 1e9;
      openVswitch = site.openVswitchCpuSeconds() - openVswitch;
      double share = 100 * openVswitch / seconds;
      return new double[] {seconds, all.flowCount(), openVswitch, share, Double.NaN, Double.NaN};
    }
  }

  /** Starts of a gateway. */
  private record Starting(Contender contender, Fabric fabric, int macCount, Path written)
      implements Track {

    @Override
    public double[] run() throws IOException {
      try (Site site = Site.open(contender, fabric.portCount(), written)) {
        double[] figures =
            watch(
                site,
                (sample, all) -> {
                  site.startGateway();
                  sample.awaitCount(Fabric.sampled(fabric.boundMacs() + macCount));
                  return site.awaitSettled(all);
                });
        figures[4] = site.gatewayMeter().cpuSeconds();
        figures[5] = site.gatewayMeter().residentBytes() / 1e6;
        return figures;
      }
    }

    @Override
    public void close() throws IOException {
      Files.delete(written);
    }
  }

  /** What a gateway has made, made by Open vSwitch's tools. */
  private record Copying(Fabric fabric, BridgeCopy copy) implements Track {

    @Override
    public double[] run() throws IOException {
      try (Site site = Site.open(OvsTools.CONTENDER, fabric.portCount())) {
        return watch(
            site,
            (sample, all) -> {
              copy.restore(site);
              return all.awaitCount(copy.flowCount());
            });
      }
    }

    @Override
    public void close() throws IOException {
      copy.close();
    }
  }
}
