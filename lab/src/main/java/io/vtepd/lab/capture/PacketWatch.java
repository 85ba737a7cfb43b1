package io.vtepd.lab.capture;

import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Netns;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.BlockingMode;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;

/**
 * Watches interfaces until it is closed. A frame is kept up to {@link #SNAP_LENGTH_BYTES}, of each
 * interface the first {@link #KEPT_LIMIT}; the rest is counted.
 */
public final class PacketWatch implements AutoCloseable {

  /** What is kept of a frame: enough for a whole one of the underlay. */
  static final int SNAP_LENGTH_BYTES = 2048;

  /** Frames that are kept an interface. */
  static final int KEPT_LIMIT = 5_000;

  /** Of one interface: pcap's own default, 2 MiB, would be much for hundreds of guests. */
  private static final int BUFFER_BYTES = 1 << 20;

  private static final int WAIT_MS = 50;

  private final NamespaceDoor door = new NamespaceDoor();
  private final List<Thread> threads = new ArrayList<>();
  private final List<PcapHandle> handles = new ArrayList<>();
  private final List<Sighting> kept = new ArrayList<>();
  private final AtomicLong counted = new AtomicLong();
  private final List<String> faults = new ArrayList<>();
  private volatile boolean ending;

  /** Begins at one interface; returns when nothing that it carries from now on is missed. */
  public void start(Netns namespace, CapturePoint point) throws InterruptedException, LabFailure {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .name("watch " + point)
            .daemon()
            .unstarted(() -> watch(namespace, point, ready));
    threads.add(thread);
    thread.start();
    try {
      ready.get();
    } catch (ExecutionException e) {
      throw new LabFailure("cannot watch " + point + ": " + e.getCause().getMessage());
    }
  }

  private void watch(Netns namespace, CapturePoint point, CompletableFuture<Void> ready) {
    try {
      door.enter(namespace);
      PcapHandle handle =
          new PcapHandle.Builder(point.device())
              .snaplen(SNAP_LENGTH_BYTES)
              .promiscuousMode(PromiscuousMode.PROMISCUOUS)
              .timeoutMillis(WAIT_MS)
              .bufferSize(BUFFER_BYTES)
              .immediateMode(true)
              .build();
      synchronized (handles) {
        handles.add(handle);
      }
      try {
        handle.setFilter(point.filter(), BpfCompileMode.OPTIMIZE);
        ready.complete(null);
        read(handle, point);
      } finally {
        synchronized (handles) {
          handles.remove(handle);
        }
        handle.close();
      }
    } catch (IOException | PcapNativeException | NotOpenException e) {
      fault(point + ": " + e.getMessage());
      ready.completeExceptionally(e);
    } catch (LinkageError e) {
      ready.completeExceptionally(
          new IOException("libpcap cannot be loaded (Debian: libpcap0.8): " + e.getMessage(), e));
    }
  }

  /** Reads until it is closed and nothing is left: libpcap returns at packets and breaks only. */
  private void read(PcapHandle handle, CapturePoint point)
      throws PcapNativeException, NotOpenException {
    int count = 0;
    while (true) {
      try {
        byte[] bytes = handle.getNextRawPacketEx();
        if (count++ < KEPT_LIMIT) {
          keep(handle, point, bytes);
        } else {
          counted.incrementAndGet();
          if (ending) {
            return;
          }
        }
      } catch (EOFException broken) {
        handle.setBlockingMode(BlockingMode.NONBLOCKING);
      } catch (TimeoutException nothing) {
        if (ending) {
          return;
        }
      }
    }
  }

  private void keep(PcapHandle handle, CapturePoint point, byte[] bytes) {
    Integer length = handle.getOriginalLength();
    Sighting sighting =
        new Sighting(
            point,
            microseconds(handle.getTimestamp()),
            ByteBuffer.wrap(bytes),
            length == null ? bytes.length : length);
    synchronized (kept) {
      kept.add(sighting);
    }
  }

  private static long microseconds(Timestamp time) {
    return Math.floorDiv(time.getTime(), 1000L) * 1_000_000 + time.getNanos() / 1000;
  }

  private void fault(String what) {
    synchronized (faults) {
      faults.add(what);
    }
  }

  /** Ends the watch after what is already on its way has been read. */
  @Override
  public void close() {
    ending = true;
    synchronized (handles) {
      for (PcapHandle handle : handles) {
        try {
          handle.breakLoop();
        } catch (NotOpenException e) {
          throw new IllegalStateException("a handle leaves the list before it is closed", e);
        }
      }
    }
    boolean interrupted = Thread.interrupted();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything that was kept, in order of time. */
  public List<Sighting> sightings() {
    synchronized (kept) {
      List<Sighting> ordered = new ArrayList<>(kept);
      ordered.sort(Comparator.comparingLong(Sighting::timeUs));
      return ordered;
    }
  }

  /** Frames that were counted only. */
  public long counted() {
    return counted.get();
  }

  /** Watches that broke, in words. */
  public List<String> faults() {
    synchronized (faults) {
      return List.copyOf(faults);
    }
  }
}
