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

/** From a physical server's first frame until a controller's monitor has its MAC. */
record FirstFrameRow(String name, String title, int ourCount, int theirCount) implements Row {

  private static final Fabric FABRIC = new Fabric(1, 1, 1);
  private static final int WARM_UP_RUNS = 3;

  /** MACs of servers: none of the fabric's. */
  private static final int FIRST_SERVER = 1 << 24;

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.shown("median", "ms", Better.LOWER),
        Metric.atMost("p99", "ms", 20),
        Metric.shown("gateway's CPU", "ms/MAC", Better.LOWER));
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    boolean polls = contender.launcher().equals(Site.OVS_VTEP);
    int frames = polls ? (ground.quick() ? 1 : theirCount) : ground.scaled(ourCount);
    Speaking track = new Speaking(Site.running(contender, FABRIC), frames, polls);
    if (!polls && !ground.quick()) {
      for (int i = 0; i < WARM_UP_RUNS; i++) {
        track.run();
      }
    }
    return track;
  }

  private static final class Speaking implements Track {
    private final Site site;
    private final Client controller;
    private final FrameSource server;
    private final int frames;
    private final long spreadNanos;
    private int nextServer = FIRST_SERVER;

    Speaking(Site site, int frames, boolean polls) throws IOException {
      this.site = site;
      this.frames = frames;
      this.spreadNanos = polls ? TimeUnit.SECONDS.toNanos(1) / frames : 0;
      try (FlowWatch flows = site.watchMacs(false)) {
        flows.awaitCount(FABRIC.boundMacs());
      }
      site.raisePort(0);
      this.controller = site.controller();
      this.server = FrameSource.at(site.vswitchd().pid(), Fabric.portName(0));
      controller.ask(Fabric.monitorLocalMacs());
    }

    @Override
    public double[] run() throws IOException {
      Latencies latencies = new Latencies();
      double gateway = site.gatewayMeter().cpuSeconds();
      for (int i = 0; i < frames; i++) {
        LockSupport.parkNanos(i * spreadNanos);
        long start = System.nanoTime();
        server.broadcastFrom(Fabric.mac(nextServer++));
        controller.await(1);
        latencies.add(System.nanoTime() - start);
      }
      return new double[] {
        latencies.percentileMs(0.5),
        latencies.percentileMs(0.99),
        (site.gatewayMeter().cpuSeconds() - gateway) * 1e3 / frames
      };
    }

    @Override
    public void close() throws IOException {
      server.close();
      controller.close();
      site.close();
    }
  }
}
