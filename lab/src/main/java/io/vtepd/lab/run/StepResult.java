package io.vtepd.lab.run;

import io.vtepd.lab.step.Step;
import java.time.Duration;
import java.util.List;

/**
 * How a step went.
 *
 * @param failures what did not hold; empty when the step held
 * @param note what to add to the step's title, such as ": silent, as due"
 */
public record StepResult(Step step, Duration took, List<Finding> failures, String note) {

  public StepResult {
    failures = List.copyOf(failures);
  }

  public boolean held() {
    return failures.isEmpty();
  }
}
