package io.vtepd.daemon.server;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all clients of a server may make it hold together. Each has a limit of its own, but there
 * may be thousands. For any thread.
 *
 * @param <T> who holds something; each is spoken for by one thread at a time
 */
final class SharedBudget<T> {

  private final long mostBytes;
  private final long freeBytes;
  private final Map<T, Long> holders = new ConcurrentHashMap<>();
  private final AtomicLong heldBytes = new AtomicLong();

  /**
   * @param mostBytes of all together
   * @param freeBytes who holds no more than this is not counted, and never has to go
   */
  SharedBudget(long mostBytes, long freeBytes) {
    this.mostBytes = mostBytes;
    this.freeBytes = freeBytes;
  }

  /**
   * Says how much somebody holds now.
   *
   * @return who has to go, since all together hold too much: who holds most, not counted any more
   */
  Optional<T> hold(T holder, long bytes) {
    if (bytes <= freeBytes) {
      forget(holder);
      return Optional.empty();
    }
    Long before = holders.put(holder, bytes);
    long held = heldBytes.addAndGet(bytes - (before == null ? 0 : before));
    if (held <= mostBytes) {
      return Optional.empty();
    }
    Optional<T> largest =
        holders.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    largest.ifPresent(this::forget);
    return largest;
  }

  /** Somebody holds nothing any more. */
  void forget(T holder) {
    Long before = holders.isEmpty() ? null : holders.remove(holder);
    if (before != null) {
      heldBytes.addAndGet(-before);
    }
  }

  /** What all hold that are counted. */
  long heldBytes() {
    return heldBytes.get();
  }
}
