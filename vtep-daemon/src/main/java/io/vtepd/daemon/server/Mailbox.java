package io.vtepd.daemon.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The way to the owner of the server's state, and who that is just now: many put messages, one at a
 * time owns the state and takes all messages at once.
 *
 * <p>The owner thread owns while it works. While it waits for messages another thread may
 * {@linkplain #borrow borrow} the ownership, if there is nothing that the owner thread has to do.
 *
 * <pre>
 *   owner thread works --- take, nothing there ---> idle --- borrow ---> another thread works
 *          ^                                        |  ^                      |
 *          +--- message, time, or call -------------+  +--- give back --------+
 * </pre>
 *
 * <p>Its length is bounded by those who put: sessions by their read-ahead limits and one message of
 * each other kind, local transactions by {@link #offer}.
 */
final class Mailbox<M> {

  private List<M> messages = new ArrayList<>();
  // The owner thread owns from the beginning: nobody borrows before it has come here once.
  private boolean owned = true;
  private boolean called;
  private boolean waiting;
  private boolean closed;

  /** Puts a message, whose sender is bounded by other means. */
  synchronized void put(M message) {
    messages.add(message);
    wakeIfIdle();
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

  private void wakeIfIdle() {
    if (waiting && !owned) {
      waiting = false;
      notifyAll();
    }
  }

  /** Takes everything that is there, at once. By who owns. */
  synchronized List<M> poll() {
    if (messages.isEmpty()) {
      return List.of();
    }
    List<M> taken = messages;
    messages = new ArrayList<>();
    return taken;
  }

  /**
   * By the owner thread alone: takes everything that is there, after waiting that long for a first
   * message or a call. While it waits it does not own.
   */
  synchronized List<M> take(long waitMs) throws InterruptedException {
    owned = false;
    long deadline = System.nanoTime() + waitMs * 1_000_000;
    while (owned || messages.isEmpty() && !called) {
      long leftMs = (deadline - System.nanoTime() + 999_999) / 1_000_000;
      if (leftMs <= 0 && !owned) {
        break;
      }
      // When the time is up and somebody has borrowed, that one has to wake us.
      called |= leftMs <= 0;
      waiting = true;
      wait(Math.max(leftMs, 0));
    }
    waiting = false;
    owned = true;
    called = false;
    return poll();
  }

  /** By another thread: begins to own, if nobody does and the owner thread has nothing to do. */
  synchronized boolean borrow() {
    if (owned || called || closed || !messages.isEmpty()) {
      return false;
    }
    owned = true;
    return true;
  }

  /**
   * By who borrowed: takes everything that came meanwhile if all of it passes, and goes on to own.
   * If it takes nothing it owns no more, and the owner thread is woken for what is there.
   */
  synchronized List<M> takeOrGiveBack(Predicate<M> passes) {
    for (M message : messages) {
      if (!passes.test(message)) {
        giveBack(false);
        return List.of();
      }
    }
    List<M> taken = poll();
    if (taken.isEmpty()) {
      giveBack(false);
    }
    return taken;
  }

  /**
   * By who borrowed: owns no more.
   *
   * @param call whether the owner thread has something to do, though there may be no message
   */
  synchronized void giveBack(boolean call) {
    owned = false;
    called |= call;
    if (called || !messages.isEmpty()) {
      wakeIfIdle();
    }
  }

  /** Takes the rest; what is put from now on is never taken. */
  synchronized List<M> close() {
    closed = true;
    return poll();
  }
}
