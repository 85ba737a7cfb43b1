package io.vtepd.tests.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** One client writes, many see it. */
record UpdatesRow(
    String name,
    String title,
    int monitorCount,
    int updateCount,
    int warmUpCount,
    List<Metric> metrics)
    implements Row {

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    BenchServer server = BenchServer.start(contender, ground.schema(), ground.folderOf(contender));
    Watching track = new Watching(server, ground.scaled(updateCount));
    for (int i = 0; i < Math.ceilDiv(warmUpCount, updateCount); i++) {
      track.run();
    }
    return track;
  }

  private static final class Watcher {
    final Client client;
    int seen;

    Watcher(Client client) {
      this.client = client;
    }

    void read() throws IOException {
      do {
        seen += client.receive();
      } while (client.wire().hasMore());
    }
  }

  private final class Watching implements Track {
    private final BenchServer server;
    private final Client writer;
    private final List<Watcher> watchers = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final Loader loader = new Loader();
    private final int count;
    private int sent;
    private int behind;

    Watching(BenchServer server, int count) throws IOException {
      this.server = server;
      this.writer = server.connect();
      this.count = count;
      for (int i = 0; i < monitorCount; i++) {
        Watcher watcher = new Watcher(server.connect());
        watcher.client.ask(Requests.monitor(i));
        watcher.client.wire().channel().configureBlocking(false);
        watcher.client.wire().channel().register(selector, SelectionKey.OP_READ, watcher);
        watchers.add(watcher);
      }
    }

    @Override
    public double[] run() throws IOException {
      Batch inserts = loader.inserts(count, 1);
      Latencies latencies = new Latencies();
      double cpu = server.cpuSeconds();
      for (int i = 0; i < count; i++) {
        sent++;
        behind = monitorCount;
        long start = System.nanoTime();
        writer.send(inserts.slice(i, i + 1));
        while (behind > 0) {
          selector.select(this::onReadable);
        }
        long arrived = System.nanoTime();
        latencies.add((readAll() ? arrived : System.nanoTime()) - start);
        writer.await(1);
      }
      return new double[] {
        latencies.percentileMs(0.5),
        latencies.percentileMs(0.99),
        (server.cpuSeconds() - cpu) * 1e3 / count
      };
    }

    /** Only marks who has something: to read it takes as long as a server takes to write it. */
    private void onReadable(SelectionKey key) {
      key.interestOps(0);
      behind--;
    }

    /** Reads what has come; whether each update was whole when its first byte was there. */
    private boolean readAll() throws IOException {
      boolean whole = true;
      for (SelectionKey key : selector.keys()) {
        key.interestOps(SelectionKey.OP_READ);
        Watcher watcher = (Watcher) key.attachment();
        watcher.read();
        while (watcher.seen < sent) {
          whole = false;
          watcher.read();
        }
        if (watcher.seen > sent) {
          throw new IllegalStateException("more updates than commits");
        }
      }
      return whole;
    }

    @Override
    public void close() throws IOException {
      for (Watcher watcher : watchers) {
        watcher.client.close();
      }
      selector.close();
      writer.close();
      server.close();
    }
  }
}
