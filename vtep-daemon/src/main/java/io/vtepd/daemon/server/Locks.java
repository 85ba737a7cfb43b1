package io.vtepd.daemon.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Locks of the whole server (RFC 7047 sections 4.1.8 to 4.1.10): for each name a queue, whose first
 * one owns the lock.
 *
 * <p>Whoever asked for a lock and was robbed of it is next in the queue, and owns it again when the
 * thief lets go. A thief that is robbed has lost it.
 *
 * @param <S> who owns locks
 */
final class Locks<S> {

  /** A place in a queue, and whether it was taken by force. */
  private record Place<S>(S session, boolean stolen) {}

  private final Map<String, Deque<Place<S>>> queues = new HashMap<>();

  boolean owns(S session, String name) {
    Deque<Place<S>> queue = queues.get(name);
    return queue != null && session.equals(queue.getFirst().session());
  }

  /** Whether somebody else owns the lock, and this one is in its queue. */
  boolean waits(S session, String name) {
    Deque<Place<S>> queue = queues.get(name);
    return queue != null
        && !owns(session, name)
        && queue.stream().anyMatch(place -> place.session().equals(session));
  }

  /** Queues for a lock; whether it is owned at once. */
  boolean lock(S session, String name) {
    Deque<Place<S>> queue = queue(name);
    queue.addLast(new Place<>(session, false));
    return queue.size() == 1;
  }

  private Deque<Place<S>> queue(String name) {
    return queues.computeIfAbsent(name, key -> new ArrayDeque<>());
  }

  /** Takes a lock; whom it was taken from. */
  Optional<S> steal(S session, String name) {
    Deque<Place<S>> queue = queue(name);
    Optional<Place<S>> victim = Optional.ofNullable(queue.peekFirst());
    if (victim.isPresent() && victim.get().stolen()) {
      queue.removeFirst();
    }
    queue.addFirst(new Place<>(session, true));
    return victim.map(Place::session);
  }

  /** Leaves the queue; who owns the lock now and did not before. */
  Optional<S> release(S session, String name) {
    Deque<Place<S>> queue = queues.get(name);
    if (queue == null) {
      return Optional.empty();
    }
    boolean owned = owns(session, name);
    queue.removeIf(place -> place.session().equals(session));
    if (queue.isEmpty()) {
      queues.remove(name);
      return Optional.empty();
    }
    // A waiter that gives up changes nothing for the owner.
    return owned ? Optional.of(queue.getFirst().session()) : Optional.empty();
  }
}
