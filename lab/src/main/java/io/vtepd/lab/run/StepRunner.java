package io.vtepd.lab.run;

import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.step.Action;
import io.vtepd.lab.step.Expectation;
import io.vtepd.lab.step.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Carries out one step: counts before, acts, asks until every expectation holds or time is over,
 * then looks whether those that must hold for a while did so.
 */
final class StepRunner {

  /** How long "none" and "unseen" must hold. */
  static final Duration HOLD = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Lab lab;
  private final Actions actions;
  private final Views views;
  private final Consumer<RunEvent> events;

  StepRunner(Lab lab, Actions actions, Captures captures, Consumer<RunEvent> events) {
    this.lab = lab;
    this.actions = actions;
    this.views = new Views(lab, captures);
    this.events = events;
  }

  StepResult run(int number, Step step) throws IOException, InterruptedException {
    long began = System.nanoTime();
    List<Finding> failures = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    try {
      Checks checks = new Checks(lab, views);
      checks.begin(step);
      Performed performed = actions.perform(step);
      try {
        failures.addAll(expect(number, step, checks, performed, began));
      } finally {
        if (performed instanceof Performed.Pinged(Pinging pinging)) {
          pinging.end();
        }
      }
      complete(failures, performed);
      if (failures.isEmpty()) {
        shown.addAll(shown(step, checks, performed));
      }
    } catch (LabFailure e) {
      failures.add(new Finding(false, step.action().describe(), String.valueOf(e.getMessage())));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new StepResult(
        step, took, failures, failures.isEmpty() ? note(step) : "", shown, List.of());
  }

  private List<Finding> expect(
      int number, Step step, Checks checks, Performed performed, long began)
      throws IOException, InterruptedException, LabFailure {
    long deadline = System.nanoTime() + step.within().toNanos();
    long holdUntil = System.nanoTime() + HOLD.toNanos();
    while (true) {
      List<Finding> failures = new ArrayList<>();
      boolean broken = false;
      boolean waiting = false;
      for (Expectation expectation : step.expectations()) {
        Finding finding = checks.check(expectation, performed);
        if (!finding.held()) {
          failures.add(isPolled(expectation) ? inTime(finding, step.within()) : finding);
          broken |= expectation.holds() || isFinal(expectation);
        }
        waiting |= expectation.holds() && System.nanoTime() < holdUntil;
      }
      boolean timeIsOver = System.nanoTime() > deadline;
      if (broken || (timeIsOver && !failures.isEmpty()) || (failures.isEmpty() && !waiting)) {
        return failures;
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - began);
      Duration limit = failures.isEmpty() ? HOLD : step.within();
      events.accept(new RunEvent.Waiting(number, step, waited, limit));
      Await.pause(PAUSE);
    }
  }

  /** Whether waiting may help. */
  private static boolean isPolled(Expectation expectation) {
    return !expectation.holds() && !isFinal(expectation);
  }

  private static Finding inTime(Finding finding, Duration within) {
    String limit = String.format(Locale.ROOT, " within %.1f s", within.toMillis() / 1000.0);
    return new Finding(false, finding.expected() + limit.replace(".0", ""), finding.seen());
  }

  /** What cannot change any more by waiting. */
  private static boolean isFinal(Expectation expectation) {
    return switch (expectation) {
      case Expectation.Reply _, Expectation.Output _, Expectation.Exit _ -> true;
      case Expectation.Outage _, Expectation.Lease _, Expectation.Throughput _ -> true;
      case Expectation.Replies _, Expectation.Rows _, Expectation.Flows _ -> false;
      case Expectation.Seen _, Expectation.Unseen _ -> false;
    };
  }

  /** Once the ping has ended it is known how many were sent. */
  private static void complete(List<Finding> failures, Performed performed) {
    if (performed instanceof Performed.Pinged(Pinging pinging)) {
      failures.replaceAll(finding ->
          finding.seen().endsWith(" replies")
              ? new Finding(
                  false,
                  finding.expected(),
                  pinging.received() + " of " + pinging.sent() + " replies")
              : finding);
    }
  }

  /** What was seen where a step looked for something: a packet, how many were lost. */
  private List<String> shown(Step step, Checks checks, Performed performed)
      throws IOException, InterruptedException, LabFailure {
    List<String> shown = new ArrayList<>();
    for (Expectation expectation : step.expectations()) {
      if (expectation instanceof Expectation.Seen seen && seen.vni().isPresent()) {
        shown.add(seen.on() + "  " + views.last(seen.on(), seen.vni()));
      }
      if (expectation instanceof Expectation.Outage
          || expectation instanceof Expectation.Throughput) {
        shown.add(checks.check(expectation, performed).seen());
      }
    }
    return shown;
  }

  /** What to add to the title of a step that holds by nothing happening. */
  static String note(Step step) {
    boolean silent =
        step.action() instanceof Action.Ping
            && step.expectations().stream()
                .anyMatch(each -> each instanceof Expectation.Replies && each.holds());
    return silent ? ": silent, as due" : "";
  }
}
