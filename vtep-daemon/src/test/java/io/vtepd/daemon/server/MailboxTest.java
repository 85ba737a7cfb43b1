package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailboxTest {

  private final Mailbox<Integer> mailbox = new Mailbox<>();

  @Test
  void takesAllInOrder() throws Exception {
    mailbox.put(1);
    mailbox.put(2);
    assertThat(mailbox.take(10_000)).containsExactly(1, 2);
    assertThat(mailbox.poll()).isEmpty();
  }

  @Test
  void waitsForTheFirst() throws Exception {
    CompletableFuture<List<Integer>> taken =
        CompletableFuture.supplyAsync(() -> {
          try {
            return mailbox.take(10_000);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    mailbox.put(7);
    assertThat(taken.get(10, TimeUnit.SECONDS)).containsExactly(7);
  }

  @Test
  void comesBackEmptyAfterTheTime() throws Exception {
    assertThat(mailbox.take(1)).isEmpty();
  }

  @Test
  void offersOnlyUpToTheLimit() {
    assertThat(mailbox.offer(1, 2)).isTrue();
    assertThat(mailbox.offer(2, 2)).isTrue();
    assertThat(mailbox.offer(3, 2)).isFalse();
    mailbox.poll();
    assertThat(mailbox.offer(3, 2)).isTrue();
  }

  @Test
  void takesNoOffersWhenClosed() {
    mailbox.put(1);
    assertThat(mailbox.close()).containsExactly(1);
    assertThat(mailbox.offer(2, 10)).isFalse();
  }

  /** The owner thread, that waits until it is needed. */
  private CompletableFuture<List<Integer>> ownerThread() throws InterruptedException {
    CompletableFuture<List<Integer>> taken = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                taken.complete(mailbox.take(60_000));
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return taken;
  }

  @Test
  void nobodyBorrowsWhileTheOwnerThreadWorks() throws Exception {
    assertThat(mailbox.borrow()).isFalse();
    CompletableFuture<List<Integer>> owner = ownerThread();
    mailbox.put(1);
    owner.get(10, TimeUnit.SECONDS);
    assertThat(mailbox.borrow()).isFalse();
  }

  @Test
  void oneAtATimeBorrowsWhileTheOwnerThreadWaits() throws Exception {
    CompletableFuture<List<Integer>> owner = ownerThread();
    assertThat(mailbox.borrow()).isTrue();
    assertThat(mailbox.borrow()).isFalse();
    mailbox.giveBack(false);
    assertThat(mailbox.borrow()).isTrue();
    mailbox.put(1);
    assertThat(owner).isNotDone();
    mailbox.giveBack(false);
    assertThat(owner.get(10, TimeUnit.SECONDS)).containsExactly(1);
  }

  @Test
  void whoBorrowedGoesOnWithWhatPasses() throws Exception {
    CompletableFuture<List<Integer>> owner = ownerThread();
    assertThat(mailbox.borrow()).isTrue();
    mailbox.put(1);
    mailbox.put(2);
    assertThat(mailbox.takeOrGiveBack(number -> number < 10)).containsExactly(1, 2);
    mailbox.put(3);
    mailbox.put(30);
    assertThat(mailbox.takeOrGiveBack(number -> number < 10)).isEmpty();
    assertThat(owner.get(10, TimeUnit.SECONDS)).containsExactly(3, 30);
  }

  @Test
  void whoBorrowedAndFindsNothingOwnsNoMore() throws Exception {
    CompletableFuture<List<Integer>> owner = ownerThread();
    assertThat(mailbox.borrow()).isTrue();
    assertThat(mailbox.takeOrGiveBack(number -> true)).isEmpty();
    assertThat(owner).isNotDone();
    assertThat(mailbox.borrow()).isTrue();
  }

  @Test
  void ownerThreadCanBeCalledWithoutMessage() throws Exception {
    CompletableFuture<List<Integer>> owner = ownerThread();
    assertThat(mailbox.borrow()).isTrue();
    mailbox.giveBack(true);
    assertThat(owner.get(10, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void ownerThreadWhoseTimeIsUpWaitsForWhoBorrowed() throws Exception {
    CompletableFuture<Boolean> borrowed = new CompletableFuture<>();
    Thread borrower =
        Thread.ofPlatform()
            .start(() -> {
              await().until(mailbox::borrow);
              borrowed.complete(true);
            });
    CompletableFuture<Thread> ownerThread = new CompletableFuture<>();
    CompletableFuture<List<Integer>> owner =
        CompletableFuture.supplyAsync(() -> {
          ownerThread.complete(Thread.currentThread());
          try {
            return mailbox.take(500);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    borrowed.get(10, TimeUnit.SECONDS);
    borrower.join();
    // Its time is up when it waits without one.
    await().until(() -> ownerThread.get().getState() == Thread.State.WAITING);
    assertThat(owner).isNotDone();
    mailbox.giveBack(false);
    assertThat(owner.get(10, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void losesNothingOfManySenders() throws Exception {
    int senders = 4;
    int each = 10_000;
    List<Thread> threads = new ArrayList<>();
    for (int sender = 0; sender < senders; sender++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < each; i++) {
                  mailbox.put(i);
                }
              }));
    }
    int taken = 0;
    while (taken < senders * each) {
      List<Integer> some = mailbox.take(10_000);
      assertThat(some).isNotEmpty();
      taken += some.size();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(mailbox.size()).isZero();
  }
}
