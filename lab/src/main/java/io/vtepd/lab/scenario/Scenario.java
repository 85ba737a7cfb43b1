package io.vtepd.lab.scenario;

import io.vtepd.lab.step.Step;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.Need;
import io.vtepd.lab.topology.Topology;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A scenario with its topology, ready to be run.
 *
 * @param name also the name of the lab
 * @param needs what must be on the machine
 * @param files every file it was read from, and that its steps send
 */
public record Scenario(
    String name,
    String title,
    Set<Need> needs,
    Topology topology,
    List<Step> steps,
    String file,
    List<Path> files) {

  public Scenario {
    needs = Collections.unmodifiableSortedSet(new TreeSet<>(needs));
    steps = List.copyOf(steps);
    files = List.copyOf(files);
  }

  /** One of its hosts, to be built and kept on a machine of its own; the steps are for all. */
  public Scenario alone(Host.SwitchHost host, String nic) {
    return new Scenario(name, title, needs, topology.alone(host, nic), List.of(), file, files);
  }
}
