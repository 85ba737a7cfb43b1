package io.vtepd.lab.scenario;

import io.vtepd.lab.yaml.Node;
import io.vtepd.lab.yaml.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Knows which values and background pings exist at each step, and who will make those missing. */
final class Saved {

  private final Map<String, String> stepThatSaves = new HashMap<>();
  private final Set<String> saved = new HashSet<>();
  private final Set<String> background = new HashSet<>();
  private final Problems problems;

  Saved(Problems problems) {
    this.problems = problems;
  }

  /** Looks ahead: some step saves this. */
  void announce(String name, String step) {
    stepThatSaves.putIfAbsent(name, step);
  }

  /** The steps read so far save this. */
  void save(String name) {
    saved.add(name);
  }

  /** The steps read so far started this ping. */
  void started(String step) {
    background.add(step);
  }

  /** Reports a {@code $name} that nobody has saved yet. */
  void check(Node.Scalar value) {
    if (!value.text().startsWith("$") || saved.contains(value.text().substring(1))) {
      return;
    }
    String step = stepThatSaves.get(value.text().substring(1));
    problems.add(
        value.at(),
        step == null
            ? value.text() + " is saved by no step. Add \"save\" to an earlier one."
            : value.text() + " is used before a step saves it. Move step \"" + step + "\" up.");
  }

  /** Reports a wait for what is not running. */
  void checkBackground(Node.Scalar step) {
    if (!background.contains(step.text())) {
      problems.add(
          step.at(),
          "no earlier step \""
              + step.text()
              + "\" pings in the background."
              + " Add \"background: true\" to one.");
    }
  }
}
