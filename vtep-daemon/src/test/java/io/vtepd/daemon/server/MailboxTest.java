package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

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
