package io.vtepd.tests.bench;

import io.vtepd.tests.bench.Metric.Better;
import java.io.IOException;
import java.util.List;

/** What a row occupies: resident size with all rows against empty. */
record MemoryRow(String name, String title, int rowCount) implements Row {

  private static final int SETTLE_LIMIT_S = 45;
  private static final double STEADY_SHARE = 0.01;

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.lower("a row, written by a client", "bytes", 3),
        Metric.lower("a row, read from disk", "bytes", 3),
        Metric.shown("empty", "MB", Better.LOWER),
        Metric.shown("all rows written", "MB", Better.LOWER),
        Metric.shown("all rows read", "MB", Better.LOWER));
  }

  @Override
  public int runs(int asked) {
    return 1;
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    BenchServer server = BenchServer.start(contender, ground.schema(), ground.folderOf(contender));
    return new Filling(server, ground.scaled(rowCount), ground.quick() ? 1 : 15);
  }

  private record Filling(BenchServer server, int rows, int steadyS) implements Track {

    @Override
    public double[] run() throws IOException {
      double empty = settledBytes();
      try (Client client = server.connect()) {
        new Loader().load(client, rows);
      }
      double written = settledBytes();
      server.stop();
      server.start();
      double read = settledBytes();
      return new double[] {
        (written - empty) / rows, (read - empty) / rows, empty / 1e6, written / 1e6, read / 1e6
      };
    }

    /** The resident size once it stays the same for some seconds. */
    private long settledBytes() throws IOException {
      long reference = server.residentBytes();
      int steady = 0;
      for (int i = 0; i < SETTLE_LIMIT_S && steady < steadyS; i++) {
        server.letPassMs(1_000);
        long now = server.residentBytes();
        if (Math.abs(now - reference) > STEADY_SHARE * reference) {
          reference = now;
          steady = 0;
        } else {
          steady++;
        }
      }
      return server.residentBytes();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
