package io.vtepd.daemon.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Locks of the whole server (RFC 7047 sections 4.1.8 to 4.1.10): for each name a queue, whose first
 * one owns the lock. Whoever was robbed of a lock stands next in its queue, and owns it again when
 * the thief lets go, unless it gives up.
 *
 * @param <S> who owns locks
 */
final class Locks<S> {

  private final Map<String, Deque<S>> queues = new HashMap<>();

  boolean owns(S session, String name) {
    Deque<S> queue = queues.get(name);
    return queue != null && session.equals(queue.peekFirst());
  }

  /** Queues for a lock; whether it is owned at once. */
  boolean lock(S session, String name) {
    Deque<S> queue = queues.computeIfAbsent(name, key -> new ArrayDeque<>());
    queue.addLast(session);
    return queue.size() == 1;
  }

  /** Takes a lock; whom it was taken from, who is the next one now. */
  Optional<S> steal(S session, String name) {
    Deque<S> queue = queues.computeIfAbsent(name, key -> new ArrayDeque<>());
    Optional<S> victim = Optional.ofNullable(queue.peekFirst());
    queue.addFirst(session);
    return victim;
  }

  /** Leaves the queue; who owns the lock now and did not before. */
  Optional<S> release(S session, String name) {
    Deque<S> queue = queues.get(name);
    if (queue == null) {
      return Optional.empty();
    }
    boolean owned = session.equals(queue.peekFirst());
    queue.removeFirstOccurrence(session);
    if (queue.isEmpty()) {
      queues.remove(name);
      return Optional.empty();
    }
    // A waiter that gives up changes nothing for the owner.
    return owned ? Optional.of(queue.peekFirst()) : Optional.empty();
  }
}
