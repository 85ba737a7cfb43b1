package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocksTest {

  private final Locks<String> locks = new Locks<>();

  @Test
  void grantsInOrder() {
    assertThat(locks.lock("a", "l")).isTrue();
    assertThat(locks.lock("b", "l")).isFalse();
    assertThat(locks.lock("c", "l")).isFalse();
    assertThat(locks.release("a", "l")).contains("b");
    assertThat(locks.release("b", "l")).contains("c");
    assertThat(locks.release("c", "l")).isEmpty();
  }

  @Test
  void waiterThatGivesUpChangesNothing() {
    locks.lock("a", "l");
    locks.lock("b", "l");
    assertThat(locks.release("b", "l")).isEmpty();
    assertThat(locks.owns("a", "l")).isTrue();
  }

  @Test
  void stealingRobsOwnerAndKeepsWaiters() {
    locks.lock("a", "l");
    locks.lock("b", "l");
    assertThat(locks.steal("c", "l")).contains("a");
    assertThat(locks.owns("c", "l")).isTrue();
    assertThat(locks.release("a", "l")).isEmpty();
    assertThat(locks.release("c", "l")).contains("b");
  }

  @Test
  void robbedOwnerIsTheNextOne() {
    locks.lock("a", "l");
    locks.lock("b", "l");
    locks.steal("c", "l");
    assertThat(locks.owns("a", "l")).isFalse();
    assertThat(locks.release("c", "l")).contains("a");
    assertThat(locks.release("a", "l")).contains("b");
  }

  @Test
  void robbedThiefHasLostIt() {
    locks.lock("a", "l");
    locks.steal("b", "l");
    locks.steal("c", "l");
    assertThat(locks.release("c", "l")).contains("a");
    assertThat(locks.release("b", "l")).isEmpty();
    assertThat(locks.owns("a", "l")).isTrue();
  }

  @Test
  void stealingFreeLockRobsNobody() {
    assertThat(locks.steal("a", "l")).isEmpty();
    assertThat(locks.owns("a", "l")).isTrue();
  }

  @Test
  void namesAreIndependent() {
    locks.lock("a", "l");
    assertThat(locks.lock("b", "m")).isTrue();
  }
}
