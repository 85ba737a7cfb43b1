package io.vtepd.tests.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Inserts as fast as they are answered.
 *
 * @param rowsEach rows a transaction
 * @param transactionCount in a run, over all connections
 * @param warmUpCount transactions before the first run
 */
record InsertRow(
    String name,
    String title,
    int connections,
    int inFlight,
    int rowsEach,
    int transactionCount,
    int warmUpCount,
    List<Metric> metrics)
    implements Row {

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    BenchServer server = BenchServer.start(contender, ground.schema(), ground.folderOf(contender));
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      clients.add(server.connect());
    }
    Insertion track = new Insertion(server, clients, ground.scaled(transactionCount));
    int warmUps = Math.ceilDiv(warmUpCount, transactionCount);
    for (int i = 0; i < warmUps; i++) {
      track.run();
    }
    return track;
  }

  private final class Insertion implements Track {
    private final BenchServer server;
    private final List<Client> clients;
    private final int count;
    private final Loader loader = new Loader();

    Insertion(BenchServer server, List<Client> clients, int count) {
      this.server = server;
      this.clients = clients;
      this.count = count;
    }

    @Override
    public double[] run() throws IOException {
      List<Batch> batches = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        batches.add(loader.inserts(Math.ceilDiv(count, connections), rowsEach));
      }
      Pump pump = new Pump(inFlight);
      double cpu = server.cpuSeconds();
      long start = System.nanoTime();
      pump.run(clients, batches);
      double seconds = (System.nanoTime() - start) / 1e9;
      Latencies latencies = pump.latencies();
      double rows = latencies.count() * (double) rowsEach;
      return new double[] {
        rows / seconds,
        latencies.percentileMs(0.5),
        latencies.percentileMs(0.99),
        (server.cpuSeconds() - cpu) * 1e6 / rows
      };
    }

    @Override
    public void close() throws IOException {
      for (Client client : clients) {
        client.close();
      }
      server.close();
    }
  }
}
