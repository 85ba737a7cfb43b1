package io.vtepd.lab.run;

import io.vtepd.lab.host.ControllerProcess;
import io.vtepd.lab.host.HostBuilder;
import io.vtepd.lab.host.HostSite;
import io.vtepd.lab.host.Installation;
import io.vtepd.lab.host.Keys;
import io.vtepd.lab.host.LabPaths;
import io.vtepd.lab.host.Programs;
import io.vtepd.lab.host.Spawner;
import io.vtepd.lab.journal.Journal;
import io.vtepd.lab.journal.OwnedProcess;
import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.Completed;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Netns;
import io.vtepd.lab.net.Plan;
import io.vtepd.lab.step.Action;
import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.HostProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A lab that is being built or is up: where each node is, and how to speak to it. */
public record Lab(
    Plan plan, LabPaths paths, Installation installation, Journal journal, Spawner spawner) {

  private static final Duration DEATH_LIMIT = Duration.ofSeconds(60);
  private static final String USUAL = "/usr/sbin:/usr/bin:/sbin:/bin";

  public HostSite site(Host.SwitchHost host) {
    return HostSite.of(paths, plan.namespace(host.name()), host);
  }

  public HostSite site(String host) {
    return site(plan.topology().switchHost(host).orElseThrow());
  }

  public Keys keys() {
    return new Keys(paths.keys());
  }

  public HostBuilder builder(Host.SwitchHost host) {
    return new HostBuilder(
        plan,
        site(host),
        installation,
        new Programs(installation, keys(), plan.topology()),
        spawner);
  }

  /** The controller of a host that is one. */
  public ControllerProcess controller(String host) {
    return new ControllerProcess(
        host, namespace(host), paths, installation, keys(), spawner, this::isUp);
  }

  /** Whether a program of a node runs. */
  boolean isUp(String node, String program) throws IOException {
    OwnedProcess owned = Journal.processes(Journal.read(paths.journal())).get(node + " " + program);
    return owned != null && owned.isAlive();
  }

  public Netns namespace(String node) {
    return plan.namespace(node);
  }

  public Guest guest(String name) {
    return plan.topology().guest(name).orElseThrow();
  }

  /** Sends a signal to a process of a host; waits for the end of one that it ends. */
  public void signal(String host, HostProcess process, Action.Signal signal)
      throws IOException, InterruptedException, LabFailure {
    OwnedProcess owned =
        Journal.processes(Journal.read(paths.journal())).get(host + " " + process.program());
    if (owned == null || !owned.isAlive()) {
      throw new LabFailure(process.program() + " of " + host + " does not run");
    }
    // The process first: one that is stopped or dead starts no more.
    List<ProcessHandle> children =
        ProcessHandle.of(owned.pid()).stream().flatMap(ProcessHandle::descendants).toList();
    Command.of("kill", "-" + signal, "" + owned.pid()).require();
    for (ProcessHandle child : children) {
      Completed told = Command.of("kill", "-" + signal, "" + child.pid()).run();
      if (!told.succeeded() && child.isAlive()) {
        throw new LabFailure("a child of " + process.program() + ": " + told.lastLine());
      }
    }
    boolean mayLive =
        switch (signal) {
          case TERM, KILL -> false;
          case STOP, CONT -> true;
        };
    if (!mayLive && !Await.until(DEATH_LIMIT, () -> !owned.isAlive())) {
      throw new LabFailure(
          "%s of %s lives on %d s after SIG%s"
              .formatted(process.program(), host, DEATH_LIMIT.toSeconds(), signal));
    }
  }

  /** Folders that come before PATH on a node: this host's vtep-ctl, our vtepd, opendaylight. */
  public String programs(String node) {
    String vtepd = installation.vtepd().getParent() + ":" + installation.opendaylight().getParent();
    return plan.topology()
        .switchHost(node)
        .map(host -> site(host).programs() + ":" + vtepd)
        .orElse(vtepd);
  }

  /** What a node's tools need to know, but for PATH. */
  public Map<String, String> variables(String node) {
    return plan.topology().switchHost(node).map(host -> site(host).environment()).orElse(Map.of());
  }

  /** The environment of the lab's own commands; its token lets them be found and ended. */
  public Map<String, String> environment(String node) {
    Map<String, String> environment = new HashMap<>(variables(node));
    environment.putAll(spawner.mark());
    environment.put("PATH", programs(node) + ":" + System.getenv().getOrDefault("PATH", USUAL));
    return environment;
  }
}
