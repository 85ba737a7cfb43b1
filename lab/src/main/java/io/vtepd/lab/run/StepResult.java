package io.vtepd.lab.run;

import io.vtepd.lab.step.Step;
import java.time.Duration;
import java.util.List;

/**
 * How a step went.
 *
 * @param failures what did not hold; empty when the step held
 * @param note what to add to the step's title, such as ": silent, as due"
 * @param packets a captured packet for each "seen" that held
 * @param changed what changed in the databases since the step before; told of a failure only
 */
public record StepResult(
    Step step,
    Duration took,
    List<Finding> failures,
    String note,
    List<String> packets,
    List<String> changed) {

  public StepResult {
    failures = List.copyOf(failures);
    packets = List.copyOf(packets);
    changed = List.copyOf(changed);
  }

  public boolean held() {
    return failures.isEmpty();
  }

  /** The same with what changed in the databases. */
  StepResult with(List<String> changes) {
    return new StepResult(step, took, failures, note, packets, changes);
  }
}
