package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedBudgetTest {

  private final SharedBudget<String> budget = new SharedBudget<>(100, 10);

  @Test
  void whoHoldsMostHasToGo() {
    assertThat(budget.hold("a", 60)).isEmpty();
    assertThat(budget.hold("b", 40)).isEmpty();
    assertThat(budget.hold("b", 41)).contains("a");
    assertThat(budget.heldBytes()).isEqualTo(41);
    assertThat(budget.hold("c", 59)).isEmpty();
    assertThat(budget.hold("c", 101)).contains("c");
  }

  @Test
  void littleCountsNothing() {
    IntStream.range(0, 1_000).forEach(i -> assertThat(budget.hold("h" + i, 10)).isEmpty());
    assertThat(budget.heldBytes()).isZero();
  }

  @Test
  void whatIsGivenBackIsFreeAgain() {
    budget.hold("a", 90);
    assertThat(budget.hold("a", 30)).isEmpty();
    assertThat(budget.hold("b", 70)).isEmpty();
    budget.hold("b", 5);
    budget.forget("a");
    budget.forget("a");
    assertThat(budget.heldBytes()).isZero();
    assertThat(budget.hold("c", 100)).isEqualTo(Optional.empty());
  }
}
