package io.vtepd.tests.bench;

import java.io.IOException;
import java.util.List;

/**
 * Clients that connect at once and want everything, while another one writes.
 *
 * @param writesPerSecond of the other client; 0 if there is none
 * @param warmUps reads of one client before the first run, with the other one's writes
 */
record ContentsRow(
    String name,
    String title,
    int rowCount,
    int clientCount,
    int writesPerSecond,
    int warmUps,
    int maxRuns,
    List<Metric> metrics)
    implements Row {

  @Override
  public int runs(int asked) {
    return Math.min(asked, maxRuns);
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    BenchServer server = BenchServer.start(contender, ground.schema(), ground.folderOf(contender));
    int rows = ground.scaled(rowCount);
    try (Client client = server.connect()) {
      new Loader().load(client, rows);
    }
    Reading track = new Reading(server, rows);
    for (int i = 0; i < warmUps; i++) {
      track.read(1);
    }
    return track;
  }

  private final class Reading implements Track {
    private static final int MIN_ROW_BYTES = 200;
    private final BenchServer server;
    private final ContentsReader reader = new ContentsReader();
    private final int rows;

    Reading(BenchServer server, int rows) {
      this.server = server;
      this.rows = rows;
    }

    @Override
    public double[] run() throws IOException {
      return read(clientCount);
    }

    double[] read(int clients) throws IOException {
      double cpu = server.cpuSeconds();
      double p99 = Double.NaN;
      double seconds;
      if (writesPerSecond > 0) {
        try (PacedWriter writer = PacedWriter.start(server.connect(), writesPerSecond)) {
          seconds = reader.read(server, clients);
          p99 = writer.finish().percentileMs(0.99);
        }
      } else {
        seconds = reader.read(server, clients);
      }
      double bytes = reader.receivedBytes();
      if (bytes < (double) MIN_ROW_BYTES * rows * clients) {
        throw new IOException("only " + bytes + " bytes are not the contents");
      }
      return new double[] {seconds, bytes / seconds / 1e6, p99, server.cpuSeconds() - cpu};
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
