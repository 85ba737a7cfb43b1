package io.vtepd.lab.scenario;

import io.vtepd.lab.step.Step;
import io.vtepd.lab.topology.Topology;
import java.nio.file.Path;
import java.util.List;

/**
 * A scenario with its topology, ready to be run.
 *
 * @param name also the name of the lab
 * @param files every file it was read from, and that its steps send
 */
public record Scenario(
    String name, String title, Topology topology, List<Step> steps, String file, List<Path> files) {

  public Scenario {
    steps = List.copyOf(steps);
    files = List.copyOf(files);
  }
}
