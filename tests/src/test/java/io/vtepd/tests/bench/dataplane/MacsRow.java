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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A controller writes transactions of so many MACs, one at a time; each counts until its last flow
 * is in the switch.
 *
 * @param ourCount transactions of a run; ovs-vtep, which looks once a second, does fewer
 */
record MacsRow(String name, String title, int macCount, int ourCount, int theirCount, double ratio)
    implements Row {

  private static final Fabric FABRIC = new Fabric(1, 1, 1);
  private static final int WARM_UP_RUNS = 5;

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.lower("median", "ms", ratio),
        macCount == 1
            ? Metric.atMost("median, limit", "ms", 5)
            : Metric.shown("fastest", "ms", Better.LOWER),
        Metric.shown("p99", "ms", Better.LOWER),
        Metric.shown("gateway's CPU", "ms/MAC", Better.LOWER),
        Metric.shown("switch's CPU", "ms/MAC", Better.LOWER));
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    boolean polls = contender.launcher().equals(Site.OVS_VTEP);
    Writing track = new Writing(Site.running(contender, FABRIC), ground, polls);
    if (!polls && !ground.quick()) {
      for (int i = 0; i < WARM_UP_RUNS; i++) {
        track.run();
      }
    }
    return track;
  }

  private final class Writing implements Track {
    private final Site site;
    private final Client controller;
    private final FlowWatch flows;
    private final int transactions;
    private final long spreadNanos;
    private final int rowsEach;
    private int nextMac = FABRIC.boundMacs();

    Writing(Site site, Ground ground, boolean polls) throws IOException {
      this.site = site;
      this.controller = site.controller();
      this.flows = site.watchMacs(false);
      this.transactions =
          polls ? Math.min(theirCount, ground.quick() ? 1 : 100) : ground.scaled(ourCount);
      this.spreadNanos = polls ? TimeUnit.SECONDS.toNanos(1) / transactions : 0;
      this.rowsEach = macCount == 1 ? 1 : ground.scaled(macCount);
      flows.awaitCount(nextMac);
    }

    @Override
    public double[] run() throws IOException {
      Latencies latencies = new Latencies();
      double gateway = site.gatewayMeter().cpuSeconds();
      double vswitchd = site.switchCpuSeconds();
      for (int i = 0; i < transactions; i++) {
        // Who looks once a second is asked at all moments of that second.
        LockSupport.parkNanos(i * spreadNanos);
        String request = FABRIC.insertMacs(nextMac, rowsEach);
        nextMac += rowsEach;
        long start = System.nanoTime();
        controller.ask(request);
        latencies.add(flows.awaitCount(nextMac) - start);
      }
      double macs = transactions * (double) rowsEach;
      return new double[] {
        latencies.percentileMs(0.5),
        latencies.percentileMs(macCount == 1 ? 0.5 : 0),
        latencies.percentileMs(0.99),
        (site.gatewayMeter().cpuSeconds() - gateway) * 1e3 / macs,
        (site.switchCpuSeconds() - vswitchd) * 1e3 / macs
      };
    }

    @Override
    public void close() throws IOException {
      flows.close();
      controller.close();
      site.close();
    }
  }
}
