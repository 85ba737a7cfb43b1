package io.vtepd.lab.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A step of a scenario.
 *
 * @param line where it stands in its file
 * @param within how long its expectations may take to become true
 */
public record Step(
    String id,
    int line,
    Optional<String> say,
    Action action,
    List<Expectation> expectations,
    Duration within,
    List<Save> saves) {

  /** How long a step waits when it does not say so itself. */
  public static final Duration WITHIN = Duration.ofSeconds(5);

  public Step {
    expectations = List.copyOf(expectations);
    saves = List.copyOf(saves);
  }

  /** What the step is called in output, beside its id. */
  public String title() {
    return say.orElseGet(action::describe);
  }
}
