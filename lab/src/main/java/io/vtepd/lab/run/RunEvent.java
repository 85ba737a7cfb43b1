package io.vtepd.lab.run;

import io.vtepd.lab.net.Delays;
import io.vtepd.lab.scenario.Scenario;
import io.vtepd.lab.step.Step;
import java.time.Duration;
import java.util.List;

/** What a run has to tell. */
public sealed interface RunEvent {

  record Started(Scenario scenario) implements RunEvent {}

  /** What an earlier run had left was removed first. */
  record Cleaned(String what, List<String> left) implements RunEvent {}

  /** The build begins; it takes some seconds. */
  record Building(Scenario scenario) implements RunEvent {}

  /** All of it is up. */
  record Built(Scenario scenario, Duration took, Delays delays) implements RunEvent {}

  /** The lab could not be built; what there is of it is kept. */
  record BuildFailed(Scenario scenario, String why, List<String> logs) implements RunEvent {}

  /** A step goes on: how long it has waited, and how long it may. */
  record Waiting(int number, Step step, Duration waited, Duration limit) implements RunEvent {}

  record StepDone(int number, StepResult result) implements RunEvent {}

  /** The lab is up already and made from the same files. */
  record Unchanged(Scenario scenario) implements RunEvent {}

  /** All steps held. */
  record Passed(Scenario scenario, Duration took, boolean kept) implements RunEvent {}

  /**
   * A step did not hold.
   *
   * @param held steps that held
   * @param logs what to look at, newest trouble first
   */
  record Failed(Scenario scenario, StepResult result, int held, List<String> logs)
      implements RunEvent {}
}
