package io.vtepd.tests.bench.dataplane;

import io.vtepd.tests.bench.Client;
import io.vtepd.tests.bench.Contender;
import io.vtepd.tests.bench.Latencies;
import io.vtepd.tests.bench.Metric;
import io.vtepd.tests.bench.Metric.Better;
import io.vtepd.tests.bench.Row;
import io.vtepd.tests.bench.Track;
import java.io.IOException;
import java.util.List;

/** How cost grows with the number of MACs: written at once, one more, and after a new start. */
record SizeRow(String name, String title, int macCount) implements Row {

  private static final Fabric FABRIC = new Fabric(16, 1, 64);
  private static final int SINGLE_MACS = 100;

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.shown("written", "s", Better.LOWER),
        Metric.shown("gateway's CPU", "us/MAC", Better.LOWER),
        Metric.shown("switch's CPU", "us/MAC", Better.LOWER),
        Metric.shown("gateway's memory", "MB", Better.LOWER),
        Metric.shown("one more, median", "ms", Better.LOWER),
        Metric.shown("start again", "s", Better.LOWER),
        Metric.shown("flows that changed", "", Better.LOWER),
        Metric.shown("memory then", "MB", Better.LOWER));
  }

  @Override
  public int runs(int asked) {
    return 1;
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    Site site = Site.running(contender, FABRIC);
    return new Track() {
      @Override
      public double[] run() throws IOException {
        return grow(site, ground.scaled(macCount));
      }

      @Override
      public void close() throws IOException {
        site.close();
      }
    };
  }

  private static double[] grow(Site site, int count) throws IOException {
    double[] figures = new double[8];
    int macs = FABRIC.boundMacs();
    try (Client controller = site.controller()) {
      try (FlowWatch sample = site.watchMacs(true)) {
        sample.awaitCount(Fabric.sampled(macs));
        double gateway = site.gatewayMeter().cpuSeconds();
        double vswitchd = site.switchCpuSeconds();
        long start = System.nanoTime();
        controller.askAll(FABRIC.inserts(macs, count));
        macs += count;
        figures[0] = (sample.awaitCount(Fabric.sampled(macs)) - start) / 1e9;
        sample.awaitQuiet(Site.QUIET_MS);
        figures[1] = (site.gatewayMeter().cpuSeconds() - gateway) * 1e6 / count;
        figures[2] = (site.switchCpuSeconds() - vswitchd) * 1e6 / count;
        figures[3] = site.gatewayMeter().residentBytes() / 1e6;
      }
      figures[4] = oneMore(site, controller, macs);
    }
    double[] again = StartAgainRow.startAgain(site);
    figures[5] = again[0];
    figures[6] = again[2];
    figures[7] = again[7];
    return figures;
  }

  private static double oneMore(Site site, Client controller, int macs) throws IOException {
    Latencies latencies = new Latencies();
    int next = macs;
    try (FlowWatch flows = site.watchMacs(false)) {
      flows.awaitCount(next);
      for (int i = 0; i < SINGLE_MACS; i++) {
        long start = System.nanoTime();
        controller.ask(FABRIC.insertMacs(next++, 1));
        latencies.add(flows.awaitCount(next) - start);
      }
    }
    return latencies.percentileMs(0.5);
  }
}
