package io.vtepd.tests.bench.dataplane;

import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.tests.bench.Client;
import io.vtepd.tests.bench.Contender;
import io.vtepd.tests.bench.Latencies;
import io.vtepd.tests.bench.Metric;
import io.vtepd.tests.bench.Metric.Better;
import io.vtepd.tests.bench.Row;
import io.vtepd.tests.bench.Track;
import java.io.IOException;
import java.util.List;

/** What one changed row costs in a state of some size: a MAC that comes, a binding that goes. */
record ChangeRow(String name, String title, Fabric fabric, int macCount, int changeCount)
    implements Row {

  /** Has one flow a binding, and one for the rest. */
  private static final TableId LEARN = TableId.of(30);

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.shown("MAC, median", "ms", Better.LOWER),
        Metric.shown("MAC, p99", "ms", Better.LOWER),
        Metric.shown("MAC, gateway's CPU", "ms", Better.LOWER),
        Metric.shown("MAC, switch's CPU", "ms", Better.LOWER),
        Metric.shown("binding, median", "ms", Better.LOWER),
        Metric.shown("binding, gateway's CPU", "ms", Better.LOWER),
        Metric.shown("binding, switch's CPU", "ms", Better.LOWER));
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    Fabric scaled = fabric.scaled(ground);
    int macs = ground.scaled(macCount);
    Changing track =
        new Changing(
            Site.filled(contender, scaled, macs),
            scaled,
            scaled.boundMacs() + macs,
            ground.scaled(changeCount));
    if (!ground.quick()) {
      track.run();
      track.run();
    }
    return track;
  }

  private static final class Changing implements Track {
    private final Site site;
    private final Fabric fabric;
    private final int changes;
    private final Client controller;
    private final FlowWatch macs;
    private final FlowWatch bindings;
    private final long allBindings;
    private int nextMac;

    Changing(Site site, Fabric fabric, int nextMac, int changes) throws IOException {
      this.site = site;
      this.fabric = fabric;
      this.changes = changes;
      this.nextMac = nextMac;
      this.controller = site.controller();
      this.macs = site.watchMacs(false);
      this.bindings = FlowWatch.of(site.vswitchd().managementSocket(Site.BRIDGE), LEARN, Match.ALL);
      this.allBindings = bindings.flowCount();
    }

    private interface Change {
      /** Makes one change; when it was in the switch. */
      long make() throws IOException;
    }

    /** Median, 99th percentile, processor time of the gateway and of the switch, in ms. */
    private double[] measure(Change change) throws IOException {
      Latencies latencies = new Latencies();
      double gateway = site.gatewayMeter().cpuSeconds();
      double openVswitch = site.openVswitchCpuSeconds();
      for (int i = 0; i < changes; i++) {
        long start = System.nanoTime();
        latencies.add(change.make() - start);
      }
      return new double[] {
        latencies.percentileMs(0.5),
        latencies.percentileMs(0.99),
        (site.gatewayMeter().cpuSeconds() - gateway) * 1e3 / changes,
        (site.openVswitchCpuSeconds() - openVswitch) * 1e3 / changes
      };
    }

    @Override
    public double[] run() throws IOException {
      double[] mac = measure(this::addMac);
      double[] binding = measure(this::toggleBinding);
      return new double[] {mac[0], mac[1], mac[2], mac[3], binding[0], binding[2], binding[3]};
    }

    private long addMac() throws IOException {
      controller.ask(fabric.insertMacs(nextMac++, 1));
      return macs.awaitCount(nextMac);
    }

    private long toggleBinding() throws IOException {
      boolean bound = bindings.flowCount() < allBindings;
      controller.ask(fabric.mutateBinding(0, 1, bound));
      return bindings.awaitCount(bound ? allBindings : allBindings - 1);
    }

    @Override
    public void close() throws IOException {
      bindings.close();
      macs.close();
      controller.close();
      site.close();
    }
  }
}
