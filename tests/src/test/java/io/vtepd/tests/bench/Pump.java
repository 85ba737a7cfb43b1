package io.vtepd.tests.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends batches over connections with so many requests in flight on each, on the calling thread:
 * one connection with blocking reads, several with a selector.
 */
final class Pump {

  private final int inFlight;
  private final Latencies latencies = new Latencies();

  Pump(int inFlight) {
    this.inFlight = inFlight;
  }

  Latencies latencies() {
    return latencies;
  }

  /** Returns when everything is answered. */
  void run(List<Client> clients, List<Batch> batches) throws IOException {
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      lanes.add(new Lane(clients.get(i), batches.get(i)));
    }
    if (lanes.size() == 1) {
      Lane lane = lanes.getFirst();
      lane.fill(inFlight);
      while (!lane.isDone()) {
        lane.fill(lane.take());
      }
    } else {
      runMany(lanes);
    }
  }

  private void runMany(List<Lane> lanes) throws IOException {
    try (Selector selector = Selector.open()) {
      for (Lane lane : lanes) {
        lane.client.wire().channel().configureBlocking(false);
        lane.client.wire().channel().register(selector, SelectionKey.OP_READ, lane);
        lane.fill(inFlight);
      }
      int[] open = {lanes.size()};
      while (open[0] > 0) {
        selector.select(key -> {
          Lane lane = (Lane) key.attachment();
          lane.onReadable();
          if (lane.isDone()) {
            key.cancel();
            open[0]--;
          }
        });
      }
      selector.selectNow();
    }
    for (Lane lane : lanes) {
      lane.client.wire().channel().configureBlocking(true);
    }
  }

  /** One connection's part. */
  private final class Lane {
    final Client client;
    private final Batch batch;
    private final long[] sentNanos;
    private int sent;
    private int answered;

    Lane(Client client, Batch batch) {
      this.client = client;
      this.batch = batch;
      this.sentNanos = new long[batch.size()];
    }

    boolean isDone() {
      return answered == batch.size();
    }

    void fill(int count) throws IOException {
      int to = Math.min(sent + count, batch.size());
      if (to > sent) {
        long now = System.nanoTime();
        for (int i = sent; i < to; i++) {
          sentNanos[i] = now;
        }
        client.send(batch.slice(sent, to));
        sent = to;
      }
    }

    int take() throws IOException {
      int count = client.receive();
      if (count > 0) {
        long now = System.nanoTime();
        for (int i = 0; i < count; i++) {
          latencies.add(now - sentNanos[answered++]);
        }
      }
      return count;
    }

    void onReadable() {
      try {
        do {
          fill(take());
        } while (client.wire().hasMore());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
