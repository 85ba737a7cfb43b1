package io.vtepd.tests.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Another client that changes a row at a steady rate, whether or not the server answers: a latency
 * counts from when the request was due, so that a server that stands still is charged for every
 * request that it has kept waiting.
 */
final class PacedWriter implements AutoCloseable {

  private static final int MAX_REQUESTS = 200_000;
  private static final int PREPARED = 1_000;

  private final Client client;
  private final long intervalNanos;
  private final Batch updates;
  private final Latencies latencies = new Latencies();
  private final long startNanos = System.nanoTime();
  private final CompletableFuture<Integer> sender;
  private final CompletableFuture<Void> receiver;
  private volatile boolean stopped;
  private volatile int sentCount = Integer.MAX_VALUE;

  private PacedWriter(Client client, int perSecond) {
    this.client = client;
    this.intervalNanos = 1_000_000_000L / perSecond;
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < PREPARED; i++) {
      requests.add(Requests.update(i, Requests.anchor(i), i));
    }
    this.updates = Batch.of(requests);
    this.receiver = CompletableFuture.runAsync(this::receive, work -> start(work, "receiver"));
    this.sender = CompletableFuture.supplyAsync(this::send, work -> start(work, "sender"));
  }

  private static void start(Runnable work, String name) {
    Thread.ofPlatform().name(name).daemon().start(work);
  }

  static PacedWriter start(Client client, int perSecond) {
    return new PacedWriter(client, perSecond);
  }

  private long dueNanos(int number) {
    return startNanos + number * intervalNanos;
  }

  private int send() {
    int sent = 0;
    try {
      while (!stopped && sent < MAX_REQUESTS) {
        long wait = dueNanos(sent) - System.nanoTime();
        if (wait > 0) {
          LockSupport.parkNanos(wait);
        } else {
          int index = sent % PREPARED;
          client.send(updates.slice(index, index + 1));
          sent++;
        }
      }
      return sent;
    } catch (IOException e) {
      throw new CompletionException(e);
    } finally {
      sentCount = sent;
    }
  }

  private void receive() {
    try {
      int answered = 0;
      while (answered < sentCount) {
        int count = client.receive();
        long now = System.nanoTime();
        for (int i = 0; i < count; i++) {
          if (answered < sentCount) {
            latencies.add(now - dueNanos(answered));
          }
          answered++;
        }
      }
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** Ends and waits for what is still unanswered. */
  Latencies finish() {
    stopped = true;
    sender.join();
    // The receiver may wait for one more reply, since it did not know that the last was the last.
    nudge();
    receiver.join();
    return latencies;
  }

  private void nudge() {
    try {
      client.send(updates.slice(0, 1));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    client.close();
  }
}
