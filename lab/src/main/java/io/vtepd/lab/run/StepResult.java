package io.vtepd.lab.run;

import io.vtepd.lab.step.Step;
import java.time.Duration;
import java.util.List;

/**
 * How a step went.
 *
 * @param failures what did not hold; empty when the step held
 * @param note what to add to the step's title, such as ": silent, as due"
 * @param shown what was seen where the step looked: a packet, how much was lost
 * @param changed what changed in the databases since the step before; told of a failure only
 */
public record StepResult(
    Step step,
    Duration took,
    List<Finding> failures,
    String note,
    List<String> shown,
    List<String> changed) {

  public StepResult {
    failures = List.copyOf(failures);
    shown = List.copyOf(shown);
    changed = List.copyOf(changed);
  }

  public boolean held() {
    return failures.isEmpty();
  }

  /** The same with what changed in the databases. */
  StepResult with(List<String> changes) {
    return new StepResult(step, took, failures, note, shown, changes);
  }
}
