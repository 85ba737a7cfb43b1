package io.vtepd.tests.bench;

import io.vtepd.tests.bench.Metric.Better;
import java.io.IOException;
import java.util.List;

/** From the start of the process to its first answer. */
record StartRow(String name, String title, int rowCount, int maxRuns, List<Metric> metrics)
    implements Row {

  static List<Metric> metrics(double ratio) {
    return List.of(
        ratio > 0
            ? Metric.lower("first answer", "s", ratio)
            : Metric.shown("first answer", "s", Better.LOWER),
        Metric.shown("server's CPU", "s", Better.LOWER));
  }

  @Override
  public int runs(int asked) {
    return Math.min(asked, maxRuns);
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    BenchServer server = BenchServer.start(contender, ground.schema(), ground.folderOf(contender));
    if (rowCount > 0) {
      try (Client client = server.connect()) {
        new Loader().load(client, ground.scaled(rowCount));
      }
    }
    server.stop();
    return new Starting(server);
  }

  private record Starting(BenchServer server) implements Track {

    @Override
    public double[] run() throws IOException {
      long start = System.nanoTime();
      server.start();
      try (Client client = server.connect()) {
        client.ask(Requests.selectGlobal());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpu = server.cpuSeconds();
      // While the other one starts, this one shall not be in its way.
      server.stop();
      return new double[] {seconds, cpu};
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
