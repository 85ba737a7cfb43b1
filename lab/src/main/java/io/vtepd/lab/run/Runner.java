package io.vtepd.lab.run;

import io.vtepd.lab.host.Installation;
import io.vtepd.lab.host.LabPaths;
import io.vtepd.lab.host.Spawner;
import io.vtepd.lab.journal.Entry;
import io.vtepd.lab.journal.Journal;
import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.Delays;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Plan;
import io.vtepd.lab.scenario.Scenario;
import io.vtepd.lab.step.Expectation;
import io.vtepd.lab.step.Step;
import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.Role;
import io.vtepd.lab.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs a scenario from nothing to nothing, or to a lab that is kept. */
public final class Runner {

  private static final int NOT_BUILT = -1;
  private static final Duration INTERRUPT_GRACE = Duration.ofMillis(100);

  private final Path root;
  private final Scenario scenario;
  private final boolean keep;
  private final Consumer<RunEvent> events;
  private final Installation installation;
  private final LabPaths paths;
  private final BooleanSupplier interrupted;
  private final Witness witness;

  /**
   * @param root the project's folder
   * @param interrupted whether somebody wants the run to end, which also fails what is under way
   * @param keep whether the lab stays up when all steps held
   * @param witness looks at the lab for a report
   */
  public Runner(
      Path root,
      Scenario scenario,
      boolean keep,
      Consumer<RunEvent> events,
      BooleanSupplier interrupted,
      Witness witness) {
    this.interrupted = interrupted;
    this.witness = witness;
    this.root = root;
    this.scenario = scenario;
    this.keep = keep;
    this.events = events;
    this.installation = new Installation(root);
    this.paths = LabPaths.of(root, scenario.name());
  }

  /** Runs it; returns whether all steps held. An interrupt removes what was built. */
  public boolean run() throws IOException, InterruptedException, LabFailure {
    installation.check(scenario.needs(), needsVtepd());
    try (LabLock _ = LabLock.take(root, scenario.name())) {
      String digest = Digest.of(scenario, root);
      if (keep && isUnchanged(digest)) {
        events.accept(new RunEvent.Unchanged(scenario));
        return true;
      }
      events.accept(new RunEvent.Started(scenario));
      removeEarlier();
      return runSteps(digest);
    }
  }

  private boolean needsVtepd() {
    return !watchedRouters().isEmpty()
        || !scenario.topology().controllers().isEmpty()
        || scenario.topology().switchHosts().stream().anyMatch(host -> host.role() == Role.VTEP);
  }

  private boolean isUnchanged(String digest) throws IOException {
    Optional<LabState> state = LabState.read(paths.stateFile());
    return state.isPresent()
        && state.get().passed()
        && state.get().digest().equals(digest)
        && Leftovers.of(paths).areWhole();
  }

  private void removeEarlier() throws IOException, InterruptedException, LabFailure {
    Leftovers earlier = Leftovers.of(paths);
    if (earlier.exist()) {
      boolean ended = LabState.read(paths.stateFile()).isPresent();
      String what = ended ? "removed the lab that was kept" : "removed what a broken run had left";
      events.accept(new RunEvent.Cleaned(what, earlier.remove()));
    }
  }

  private boolean runSteps(String digest) throws IOException, InterruptedException, LabFailure {
    long began = System.nanoTime();
    boolean stays = false;
    Files.createDirectories(paths.state());
    try (Journal journal = Journal.open(paths.journal())) {
      String token = UUID.randomUUID().toString();
      journal.write(new Entry.Opened(Journal.boot(), token));
      Topology topology = scenario.topology();
      Plan plan = new Plan(paths.tag(), topology);
      Lab lab = new Lab(plan, paths, installation, journal, new Spawner(journal, token));
      int held = buildAndStep(lab, began);
      boolean passed = held == scenario.steps().size();
      stays = keep || !passed;
      if (stays) {
        state(digest, held).write(paths.stateFile());
      } else {
        Leftovers.of(paths).remove();
      }
      if (passed) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        events.accept(new RunEvent.Passed(scenario, took, keep));
      }
      return passed;
    } finally {
      if (!stays) {
        Leftovers.of(paths).remove();
      }
    }
  }

  /** Returns how many steps held, or {@link #NOT_BUILT}. */
  private int buildAndStep(Lab lab, long began)
      throws IOException, InterruptedException, LabFailure {
    try (Captures captures = new Captures(lab, watchedRouters());
        Actions actions = new Actions(lab)) {
      events.accept(new RunEvent.Building(scenario));
      Delays delays;
      try {
        delays = new LabBuilder(lab).build(captures, witness);
        witness.built(lab);
      } catch (LabFailure e) {
        refuseInterrupted();
        String why = String.valueOf(e.getMessage());
        events.accept(new RunEvent.BuildFailed(scenario, why, Logs.of(root, lab)));
        return NOT_BUILT;
      }
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      events.accept(new RunEvent.Built(scenario, took, delays));
      int held = steps(lab, new StepRunner(lab, actions, captures, events));
      witness.done(lab);
      return held;
    }
  }

  private int steps(Lab lab, StepRunner runner) throws IOException, InterruptedException {
    Changes changes = new Changes(lab);
    int held = 0;
    for (Step step : scenario.steps()) {
      changes.remember();
      StepResult run = runner.run(held + 1, step);
      if (!run.held()) {
        refuseInterrupted();
      }
      StepResult result = run.held() ? run : run.with(changes.sinceRemembered());
      events.accept(new RunEvent.StepDone(held + 1, result));
      if (!result.held()) {
        events.accept(new RunEvent.Failed(scenario, result, held, Logs.of(root, lab)));
        return held;
      }
      held++;
    }
    return held;
  }

  /** Ctrl-C ends our commands, too, perhaps before we know of it: their failure is none. */
  private void refuseInterrupted() throws InterruptedException {
    Await.pause(INTERRUPT_GRACE);
    if (interrupted.getAsBoolean()) {
      throw new InterruptedException();
    }
  }

  private Set<String> watchedRouters() {
    Set<String> routers = new HashSet<>();
    for (Step step : scenario.steps()) {
      for (Expectation expectation : step.expectations()) {
        switch (expectation) {
          case Expectation.Seen seen when seen.vni().isPresent() -> routers.add(seen.on());
          case Expectation.Unseen unseen when unseen.vni().isPresent() -> routers.add(unseen.on());
          case Expectation.Seen _, Expectation.Unseen _, Expectation.Rows _ -> {}
          case Expectation.Replies _, Expectation.Reply _, Expectation.Output _ -> {}
          case Expectation.Exit _, Expectation.Outage _, Expectation.Lease _ -> {}
          case Expectation.Flows _, Expectation.Throughput _ -> {}
        }
      }
    }
    return routers;
  }

  private LabState state(String digest, int held) {
    int steps = scenario.steps().size();
    String failed =
        held == steps ? "" : held == NOT_BUILT ? "build" : scenario.steps().get(held).id();
    return new LabState(
        scenario.name(),
        digest,
        failed,
        Math.max(0, held),
        steps,
        System.currentTimeMillis(),
        scenario.topology().attached().stream().map(Runner::hostLine).toList());
  }

  private static LabState.HostLine hostLine(Host.Attached host) {
    String address = host.underlay().address();
    return switch (host) {
      case Host.Controller controller ->
          new LabState.HostLine(controller.name(), "controller", address, List.of());
      case Host.SwitchHost machine ->
          new LabState.HostLine(
              machine.name(),
              machine.role().kind(),
              address,
              machine.guests().stream().map(Guest::name).toList());
    };
  }
}
