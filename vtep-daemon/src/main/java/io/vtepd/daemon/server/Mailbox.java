package io.vtepd.daemon.server;

import java.util.ArrayList;
import java.util.List;

/**
 * The way to the owner thread: many put, one takes all at once, and is woken at most once for it.
 *
 * <p>Its length is bounded by those who put: sessions by their read-ahead limits and one message of
 * each other kind, local transactions by {@link #offer}.
 */
final class Mailbox<M> {

  private List<M> messages = new ArrayList<>();
  private boolean waiting;
  private boolean closed;

  /** Puts a message, whose sender is bounded by other means. */
  synchronized void put(M message) {
    messages.add(message);
    if (waiting) {
      waiting = false;
      notifyAll();
    }
  }

  /** Puts a message unless there are that many, or nobody will take it. */
  synchronized boolean offer(M message, int limit) {
    if (closed || messages.size() >= limit) {
      return false;
    }
    put(message);
    return true;
  }

  synchronized int size() {
    return messages.size();
  }

  /** Takes everything that is there, at once. */
  synchronized List<M> poll() {
    if (messages.isEmpty()) {
      return List.of();
    }
    List<M> taken = messages;
    messages = new ArrayList<>();
    return taken;
  }

  /** Takes everything that is there, after waiting that long for a first message. */
  synchronized List<M> take(long waitMs) throws InterruptedException {
    long deadline = System.nanoTime() + waitMs * 1_000_000;
    while (messages.isEmpty()) {
      long leftMs = (deadline - System.nanoTime() + 999_999) / 1_000_000;
      if (leftMs <= 0) {
        break;
      }
      waiting = true;
      wait(leftMs);
    }
    waiting = false;
    return poll();
  }

  /** Takes the rest; what is put from now on is never taken. */
  synchronized List<M> close() {
    closed = true;
    return poll();
  }
}
