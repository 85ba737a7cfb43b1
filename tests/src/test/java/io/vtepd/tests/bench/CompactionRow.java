package io.vtepd.tests.bench;

import io.vtepd.tests.bench.Metric.Better;
import java.io.IOException;
import java.util.List;

/** How long others wait while a large database is compacted. */
record CompactionRow(String name, String title, int rowCount, int writesPerSecond, int maxRuns)
    implements Row {

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.atMost("others' p99", "ms", 20),
        Metric.shown("others' longest", "ms", Better.LOWER),
        Metric.shown("compaction", "s", Better.LOWER),
        Metric.shown("server's CPU", "s", Better.LOWER));
  }

  @Override
  public int runs(int asked) {
    return Math.min(asked, maxRuns);
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    BenchServer server = BenchServer.start(contender, ground.schema(), ground.folderOf(contender));
    try (Client client = server.connect()) {
      new Loader().load(client, ground.scaled(rowCount));
    }
    Compacting track = new Compacting(server);
    track.run();
    return track;
  }

  private final class Compacting implements Track {
    private final BenchServer server;

    Compacting(BenchServer server) {
      this.server = server;
    }

    @Override
    public double[] run() throws IOException {
      double cpu = server.cpuSeconds();
      try (PacedWriter writer = PacedWriter.start(server.connect(), writesPerSecond)) {
        long start = System.nanoTime();
        server.compact();
        double seconds = (System.nanoTime() - start) / 1e9;
        Latencies latencies = writer.finish();
        return new double[] {
          latencies.percentileMs(0.99),
          latencies.percentileMs(1),
          seconds,
          server.cpuSeconds() - cpu
        };
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
