package io.vtepd.tests.bench.dataplane;

import io.vtepd.tests.bench.Batch;
import io.vtepd.tests.bench.Client;
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
 * Many MACs at once: a controller's transactions of 1,000 rows, all sent ahead, until the last flow
 * is in the switch; against {@code ovs-ofctl --bundle add-flows} with the same flows on a switch
 * that vtepd has made ready.
 *
 * @param gateway makes that switch ready
 */
record BundleRow(String name, String title, int macCount, Contender gateway) implements Row {

  private static final Fabric FABRIC = new Fabric(16, 1, 64);

  /** Until then vtepd's compilers take as much of the processors as its work. */
  private static final int WARM_UP_RUNS = 5;

  @Override
  public List<Metric> metrics() {
    return List.of(OvsTools.untilTheLastFlow(), Metric.shown("switch's CPU", "s", Better.LOWER));
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    int count = ground.scaled(macCount);
    if (contender.equals(OvsTools.CONTENDER)) {
      return new Feeding(Site.running(gateway, FABRIC), count);
    }
    Writing track = new Writing(Site.running(contender, FABRIC), count);
    for (int run = 0; run < WARM_UP_RUNS && !ground.quick(); run++) {
      track.run();
    }
    return track;
  }

  /** The command. */
  private static final class Feeding implements Track {
    private final Site site;
    private final Path flows;
    private final Ofctl ofctl;

    Feeding(Site site, int count) throws IOException {
      this.site = site;
      this.ofctl = Ofctl.on(site);
      this.flows = site.folder().resolve("flows");
      try (FlowWatch watch = site.watchMacs(false);
          Client controller = site.controller()) {
        Site.load(controller, FABRIC, count);
        watch.awaitCount(FABRIC.boundMacs() + count);
      }
      site.stopGateway();
      List<String> dumped = ofctl.dumpFlows("table=80");
      Files.write(flows, dumped.stream().filter(flow -> flow.contains("dl_dst=")).toList());
    }

    @Override
    public double[] run() throws IOException {
      ofctl.deleteFlows("table=80");
      double vswitchd = site.switchCpuSeconds();
      long start = System.nanoTime();
      ofctl.addFlows(flows);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new double[] {seconds, site.switchCpuSeconds() - vswitchd};
    }

    @Override
    public void close() throws IOException {
      site.close();
    }
  }

  /** A controller and vtepd. */
  private static final class Writing implements Track {
    private final Site site;
    private final Client controller;
    private final FlowWatch sample;
    private final Batch inserts;
    private final long before;
    private final long after;

    Writing(Site site, int count) throws IOException {
      this.site = site;
      this.controller = site.controller();
      this.inserts = FABRIC.inserts(FABRIC.boundMacs(), count);
      this.before = Fabric.sampled(FABRIC.boundMacs());
      this.after = Fabric.sampled(FABRIC.boundMacs() + count);
      this.sample = site.watchMacs(true);
      sample.awaitCount(before);
    }

    @Override
    public double[] run() throws IOException {
      double vswitchd = site.switchCpuSeconds();
      long start = System.nanoTime();
      controller.askAll(inserts);
      double seconds = (sample.awaitCount(after) - start) / 1e9;
      sample.awaitQuiet(200);
      double[] figures = {seconds, site.switchCpuSeconds() - vswitchd};
      controller.ask(Fabric.deleteMacs());
      sample.awaitCount(before);
      sample.awaitQuiet(200);
      return figures;
    }

    @Override
    public void close() throws IOException {
      sample.close();
      controller.close();
      site.close();
    }
  }
}
