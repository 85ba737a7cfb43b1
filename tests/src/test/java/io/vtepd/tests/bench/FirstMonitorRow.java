package io.vtepd.tests.bench;

import java.io.IOException;
import java.util.List;

/**
 * The monitor of networking-l2gw's agent as the first request that a server ever gets, sent as soon
 * as it takes connections; and the same on a second connection. The agent gives up after some 2 ms.
 */
record FirstMonitorRow(String name, String title, List<Metric> metrics) implements Row {

  /** A start is short, and one alone says little. */
  private static final int STARTS_A_RUN = 4;

  @Override
  public int runs(int asked) {
    return STARTS_A_RUN * asked;
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    BenchServer server =
        BenchServer.prepareAppliance(contender, ground.schema(), ground.folderOf(contender));
    Shell.run("ovsdb-tool", "transact", server.database().toString(), Requests.gateway());
    return new ColdStarts(server);
  }

  private record ColdStarts(BenchServer server) implements Track {

    @Override
    public double[] run() throws IOException {
      double first;
      double second;
      try (Client client = server.startAndConnect()) {
        first = monitorMs(client);
        try (Client next = server.connect()) {
          second = monitorMs(next);
        }
      }
      server.stop();
      return new double[] {first, second};
    }

    private static double monitorMs(Client client) throws IOException {
      Batch request = Batch.of(Requests.agentMonitor());
      long start = System.nanoTime();
      client.send(request.slice(0, 1));
      client.await(1);
      return (System.nanoTime() - start) / 1e6;
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
