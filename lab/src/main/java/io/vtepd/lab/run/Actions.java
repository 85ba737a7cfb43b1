package io.vtepd.lab.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.vtepd.lab.host.HostSite;
import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Plan;
import io.vtepd.lab.net.Routes;
import io.vtepd.lab.step.Action;
import io.vtepd.lab.step.Expectation;
import io.vtepd.lab.step.Save;
import io.vtepd.lab.step.Step;
import io.vtepd.lab.topology.HostProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Carries actions out, and remembers what later steps need: saved values, pings that go on. */
final class Actions implements AutoCloseable {

  /** Seconds, and discovers, after which a client gives up. */
  private static final int TRIES = 15;

  /** The same where nobody is to answer. */
  private static final int FEW_TRIES = 2;

  private static final Expectation NO_LEASE = new Expectation.Lease(Optional.empty());

  private final Lab lab;
  private final Requests requests;
  private final Leases leases;
  private final Map<String, String> saved = new HashMap<>();
  private final Map<String, Pinging> background = new HashMap<>();

  Actions(Lab lab) {
    this.lab = lab;
    this.requests = new Requests(lab);
    this.leases = new Leases(lab);
  }

  Performed perform(Step step) throws IOException, InterruptedException, LabFailure {
    return switch (step.action()) {
      case Action.Flows flows -> flows(flows);
      case Action.Transact transact -> transact(step, transact);
      case Action.Ping ping -> ping(step, ping);
      case Action.Iperf iperf -> iperf(iperf);
      case Action.Exec exec -> exec(exec, step.within());
      case Action.Kill kill -> {
        lab.signal(kill.host(), kill.process(), kill.signal());
        yield new Performed.Done();
      }
      case Action.Start start -> {
        if (start.process() == HostProcess.CONTROLLER) {
          lab.controller(start.host()).start();
        } else {
          lab.builder(lab.site(start.host()).host()).startAgain(start.process());
        }
        yield new Performed.Done();
      }
      case Action.Controller give -> {
        lab.controller(give.host()).give(give.networks());
        yield new Performed.Done();
      }
      case Action.Dhcp dhcp ->
          leases.ask(dhcp, step.expectations().contains(NO_LEASE) ? FEW_TRIES : TRIES);
      case Action.Move move -> {
        link(new Action.Link(move.from(), Action.LinkState.DOWN));
        yield link(new Action.Link(move.to(), Action.LinkState.UP));
      }
      case Action.Link link -> link(link);
      case Action.WaitFor wait -> waitFor(wait);
      case Action.WaitTime wait -> {
        Await.pause(wait.time());
        yield new Performed.Done();
      }
    };
  }

  private Performed flows(Action.Flows flows) throws IOException, InterruptedException, LabFailure {
    HostSite site = lab.site(flows.host());
    Command.of(
            site.namespace()
                .enter(
                    List.of(
                        "ovs-ofctl", "add-flows", site.host().bridge(), flows.file().toString())))
        .with(lab.environment(flows.host()))
        .require();
    return new Performed.Done();
  }

  private Performed transact(Step step, Action.Transact transact)
      throws IOException, InterruptedException, LabFailure {
    JsonNode reply = requests.send(transact, saved, step.within());
    for (Save save : step.saves()) {
      JsonNode value = reply.at(save.pointer());
      if (!value.isValueNode()) {
        throw new LabFailure(
            "nothing to save as $" + save.name() + " at " + save.pointer() + " of " + reply);
      }
      saved.put(save.name(), value.asText());
    }
    return new Performed.Replied(reply);
  }

  private Performed ping(Step step, Action.Ping ping) throws IOException {
    Pinging pinging = Pinging.start(lab, ping);
    if (ping.background()) {
      background.put(step.id(), pinging);
      return new Performed.Done();
    }
    return new Performed.Pinged(pinging);
  }

  private Performed exec(Action.Exec exec, Duration limit)
      throws IOException, InterruptedException {
    List<String> words = lab.namespace(exec.on()).enter(List.of("sh", "-c", exec.run()));
    return new Performed.Ran(
        Command.of(words).with(lab.environment(exec.on())).within(limit).run());
  }

  private Performed iperf(Action.Iperf iperf) throws IOException, InterruptedException, LabFailure {
    String address = lab.guest(iperf.to()).ip().address();
    Iperf.Ends ends = new Iperf.Ends(iperf.from(), iperf.to(), address);
    return new Performed.Sent(new Iperf(lab).tcp(ends, Math.toIntExact(iperf.time().toSeconds())));
  }

  private Performed link(Action.Link link) throws IOException, InterruptedException, LabFailure {
    if (link.to().isPresent()) {
      return trunk(link.node(), link.to().get(), link.state());
    }
    // A host's cable is pulled at its router: the host keeps its addresses.
    Optional<Plan.Uplink> uplink =
        lab.plan().uplinks().stream()
            .filter(each -> each.host().name().equals(link.node()))
            .findFirst();
    String node = uplink.map(Plan.Uplink::router).orElse(link.node());
    String device = uplink.map(Plan.Uplink::routerInterface).orElse(Plan.UPLINK);
    String state = link.state().name().toLowerCase(Locale.ROOT);
    lab.namespace(node).script("ip link set " + device + " " + state + "\n");
    return new Performed.Done();
  }

  private Performed trunk(String router, String to, Action.LinkState state)
      throws IOException, InterruptedException, LabFailure {
    Plan.Trunk trunk =
        lab.plan().trunksOf(router).stream()
            .filter(each -> each.endsAt(to))
            .findFirst()
            .orElseThrow(() -> new LabFailure("no link leads from " + router + " to " + to));
    String word = state.name().toLowerCase(Locale.ROOT);
    // The system drops the routes of an interface that goes down, and does not bring them back.
    String routes = state == Action.LinkState.UP ? new Routes(lab.plan()).of(router) : "";
    lab.namespace(router).script("ip link set " + trunk.device() + " " + word + "\n" + routes);
    return new Performed.Done();
  }

  private Performed waitFor(Action.WaitFor wait)
      throws IOException, InterruptedException, LabFailure {
    Pinging pinging = background.remove(wait.step());
    if (pinging == null) {
      throw new LabFailure("step \"" + wait.step() + "\" did not start its ping");
    }
    pinging.finish();
    return new Performed.Pinged(pinging);
  }

  /** Ends pings that nobody waited for. */
  @Override
  public void close() {
    background.values().forEach(Pinging::abort);
  }
}
