package io.vtepd.lab.run;

import io.vtepd.lab.host.HostBuilder;
import io.vtepd.lab.host.HostSite;
import io.vtepd.lab.host.Installation;
import io.vtepd.lab.host.Keys;
import io.vtepd.lab.host.LabPaths;
import io.vtepd.lab.host.Programs;
import io.vtepd.lab.host.Spawner;
import io.vtepd.lab.journal.Journal;
import io.vtepd.lab.net.Netns;
import io.vtepd.lab.net.Plan;
import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.Host;
import java.util.HashMap;
import java.util.Map;

/** A lab that is being built or is up: where each node is, and how to speak to it. */
public record Lab(
    Plan plan, LabPaths paths, Installation installation, Journal journal, Spawner spawner) {

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
        plan, site(host), installation, new Programs(installation, keys()), spawner);
  }

  public Netns namespace(String node) {
    return plan.namespace(node);
  }

  public Guest guest(String name) {
    return plan.topology().guest(name).orElseThrow();
  }

  /** The environment of a command on a node. */
  public Map<String, String> environment(String node) {
    Map<String, String> environment = new HashMap<>(spawner.mark());
    plan.topology()
        .switchHost(node)
        .ifPresent(host -> environment.putAll(site(host).environment()));
    return environment;
  }
}
