package io.vtepd.tests.bench;

import java.io.IOException;
import java.util.List;

/**
 * Clients that connect at once and want everything, while another one writes.
 *
 * @param writesPerSecond of the other client; 0 if there is none
 * @param warmUps single reads before the first run
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
    ContentsReader reader = new ContentsReader();
    for (int i = 0; i < warmUps; i++) {
      reader.read(server, 1);
    }
    return new Reading(server, reader, rows);
  }

  private final class Reading implements Track {
    private static final int MIN_ROW_BYTES = 200;
    private final BenchServer server;
    private final ContentsReader reader;
    private final int rows;

    Reading(BenchServer server, ContentsReader reader, int rows) {
      this.server = server;
      this.reader = reader;
      this.rows = rows;
    }

    @Override
    public double[] run() throws IOException {
      double cpu = server.cpuSeconds();
      double p99 = Double.NaN;
      double seconds;
      if (writesPerSecond > 0) {
        try (PacedWriter writer = PacedWriter.start(server.connect(), writesPerSecond)) {
          seconds = reader.read(server, clientCount);
          p99 = writer.finish().percentileMs(0.99);
        }
      } else {
        seconds = reader.read(server, clientCount);
      }
      double bytes = reader.receivedBytes();
      if (bytes < (double) MIN_ROW_BYTES * rows * clientCount) {
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
