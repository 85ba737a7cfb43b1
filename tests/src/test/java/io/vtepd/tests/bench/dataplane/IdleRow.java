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

/** What is used of a core while nothing happens. */
record IdleRow(String name, String title, Fabric fabric, int macCount, int seconds) implements Row {

  private static final int SETTLE_S = 10;

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.atMost("above the switch alone", "% of a core", 0.5),
        Metric.shown("gateway", "% of a core", Better.LOWER),
        Metric.shown("switch, with gateway", "% of a core", Better.LOWER),
        Metric.shown("switch alone", "% of a core", Better.LOWER));
  }

  @Override
  public int runs(int asked) {
    return 1;
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    Fabric scaled = fabric.scaled(ground);
    Site site =
        macCount == 0
            ? Site.running(contender, scaled)
            : Site.filled(contender, scaled, ground.scaled(macCount));
    return new Track() {
      @Override
      public double[] run() throws IOException {
        return measure(site, ground);
      }

      @Override
      public void close() throws IOException {
        site.close();
      }
    };
  }

  private double[] measure(Site site, Ground ground) throws IOException {
    pass(ground.quick() ? 1 : SETTLE_S);
    int length = ground.quick() ? 1 : seconds;
    double gateway = site.gatewayMeter().cpuSeconds();
    double openVswitch = site.openVswitchCpuSeconds();
    pass(length);
    gateway = site.gatewayMeter().cpuSeconds() - gateway;
    openVswitch = site.openVswitchCpuSeconds() - openVswitch;
    site.stopGateway();
    pass(ground.quick() ? 1 : SETTLE_S);
    double alone = site.openVswitchCpuSeconds();
    pass(length);
    alone = site.openVswitchCpuSeconds() - alone;
    double scale = 100.0 / length;
    return new double[] {
      (gateway + Math.max(0, openVswitch - alone)) * scale,
      gateway * scale,
      openVswitch * scale,
      alone * scale
    };
  }

  private static void pass(int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
