package io.vtepd.tests.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The choices that generators make, from a seed. */
record Dice(RandomGenerator random) {

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Each of them with that chance, in their order. */
  <T> List<T> some(List<T> choices, int percent) {
    List<T> chosen = new ArrayList<>();
    for (T choice : choices) {
      if (chance(percent)) {
        chosen.add(choice);
      }
    }
    return chosen;
  }
}
