package io.vtepd.lab.scenario;

import io.vtepd.lab.step.Step;
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
}
