package io.vtepd.tests.bench;

import io.vtepd.tests.bench.Metric.Better;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** What one transaction costs in a table of that size, one at a time. */
record GrowthRow(String name, String title, int rowCount) implements Row {

  private static final int WARM_UP_COUNT = 10_000;
  private static final int COUNT = 2_000;
  private static final int SELECT_COUNT = 20;

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.shown("insert", "ms", Better.LOWER),
        Metric.shown("update by UUID", "ms", Better.LOWER),
        Metric.shown("delete by UUID", "ms", Better.LOWER),
        Metric.shown("select by MAC", "ms", Better.LOWER));
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    BenchServer server = BenchServer.start(contender, ground.schema(), ground.folderOf(contender));
    Growing track = new Growing(server, server.connect(), ground.scaled(COUNT));
    track.runOnce(ground.scaled(WARM_UP_COUNT));
    new Loader().load(track.client, ground.scaled(rowCount));
    track.runOnce(track.count);
    return track;
  }

  private record Growing(BenchServer server, Client client, int count) implements Track {

    @Override
    public double[] run() throws IOException {
      return runOnce(count);
    }

    double[] runOnce(int each) throws IOException {
      return new double[] {
        medianMs(each, i -> Requests.insertAs(i, i)),
        medianMs(each, i -> Requests.update(i, Requests.rowUuid(i), i + 1)),
        medianMs(each, i -> Requests.delete(i, Requests.rowUuid(i))),
        medianMs(Math.min(each, SELECT_COUNT), i -> Requests.selectByMac(i, Loader.FIRST_ROW + i))
      };
    }

    private double medianMs(int each, IntFunction<String> request) throws IOException {
      List<String> requests = new ArrayList<>();
      for (int i = 0; i < each; i++) {
        requests.add(request.apply(i));
      }
      Pump pump = new Pump(1);
      pump.run(List.of(client), List.of(Batch.of(requests)));
      return pump.latencies().percentileMs(0.5);
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }
}
