package io.vtepd.tests.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes TCP connections on to a port of this machine, as many as it may. */
public final class Relay implements AutoCloseable {

  private final int to;
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger allowed = new AtomicInteger(Integer.MAX_VALUE);

  private final AtomicInteger refused = new AtomicInteger();

  /** Begins; how many connections it passes on is not limited yet. */
  public Relay(int tcpPort) throws IOException {
    this.to = tcpPort;
    threads.submit(this::accept);
  }

  /** Where it listens. */
  public int tcpPort() {
    return listening.getLocalPort();
  }

  /**
   * From now on it passes so many more on to where somebody listens, and hangs up on the others.
   */
  public void allow(int connections) {
    refused.set(0);
    allowed.set(connections);
  }

  /** On how many it has hung up since then. */
  public int refusedCount() {
    return refused.get();
  }

  private Void accept() throws IOException {
    while (true) {
      Socket dialler = listening.accept();
      open.add(dialler);
      threads.submit(() -> join(dialler));
    }
  }

  private void join(Socket dialler) {
    try (dialler;
        Socket listener = new Socket(InetAddress.getLoopbackAddress(), to)) {
      open.add(listener);
      if (allowed.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        threads.submit(() -> copy(listener, dialler));
        copy(dialler, listener);
      } else {
        refused.incrementAndGet();
      }
      open.remove(listener);
    } catch (IOException ended) {
      // Both ends see it.
    }
    open.remove(dialler);
  }

  /** Until one of them ends; then both do. */
  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // Both ends see it.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.close();
  }
}
