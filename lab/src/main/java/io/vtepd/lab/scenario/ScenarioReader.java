package io.vtepd.lab.scenario;

import io.vtepd.lab.step.Action;
import io.vtepd.lab.step.Step;
import io.vtepd.lab.topology.Durations;
import io.vtepd.lab.topology.Need;
import io.vtepd.lab.topology.Topology;
import io.vtepd.lab.topology.TopologyReader;
import io.vtepd.lab.yaml.Fields;
import io.vtepd.lab.yaml.FormatKey;
import io.vtepd.lab.yaml.Node;
import io.vtepd.lab.yaml.Position;
import io.vtepd.lab.yaml.Problems;
import io.vtepd.lab.yaml.Suggestion;
import io.vtepd.lab.yaml.TreeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a scenario with its topology. A scenario may take the steps of another one ({@code
 * extends}) and bring its own topology: so the same steps are run against the reference.
 */
public final class ScenarioReader {

  private record Head(
      String title,
      Set<Need> needs,
      Optional<Node.Scalar> topology,
      Optional<Duration> within,
      Optional<Node> steps,
      Path file) {}

  private final Library library;
  private final Problems problems;

  public ScenarioReader(Library library, Problems problems) {
    this.library = library;
    this.problems = problems;
  }

  /**
   * Reads a scenario by name; all its faults and its topology's are in {@code problems}.
   *
   * @param topologyName a topology to take instead of the scenario's own
   */
  public Optional<Scenario> read(String name, Optional<String> topologyName) throws IOException {
    Optional<Path> file = library.scenario(name);
    if (file.isEmpty()) {
      List<String> known = library.scenarioNames();
      problems.add(
          new Position("lab/scenarios", 1, 1),
          "no scenario \"" + name + "\"." + Suggestion.hint(name, known));
      return Optional.empty();
    }
    Optional<Node> root = TreeReader.read(file.get(), problems);
    Optional<Fields> fields = root.flatMap(node -> Fields.of(node, "the scenario", problems));
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<Node.Scalar> base = fields.get().optionalText("extends");
    if (base.isEmpty()) {
      return scenario(name, name, head(fields.get(), true, file.get()), topologyName);
    }
    return extended(name, base.get(), head(fields.get(), false, file.get()), topologyName);
  }

  private Optional<Scenario> extended(
      String name, Node.Scalar base, Head own, Optional<String> topologyName) throws IOException {
    Optional<Path> file = library.scenario(base.text());
    if (file.isEmpty()) {
      problems.add(
          base.at(),
          "no scenario \""
              + base.text()
              + "\"."
              + Suggestion.hint(base.text(), library.scenarioNames()));
      return Optional.empty();
    }
    Optional<Fields> fields =
        TreeReader.read(file.get(), problems)
            .flatMap(node -> Fields.of(node, "the scenario", problems));
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Head theirs = head(fields.get(), true, file.get());
    Optional<Node.Scalar> topology = own.topology().or(theirs::topology);
    Set<Need> needs = EnumSet.copyOf(theirs.needs());
    needs.addAll(own.needs());
    Optional<Duration> within = own.within().or(theirs::within);
    Head joined = new Head(own.title(), needs, topology, within, theirs.steps(), theirs.file());
    return scenario(name, base.text(), joined, topologyName);
  }

  private Head head(Fields fields, boolean hasSteps, Path file) {
    FormatKey.check(fields, problems);
    String title = fields.requiredText("title").map(Node.Scalar::text).orElse("");
    Set<Need> needs = needs(fields);
    Optional<Node.Scalar> topology =
        hasSteps ? fields.requiredText("topology") : fields.optionalText("topology");
    Optional<Duration> within =
        fields.optionalText("within").flatMap(value -> Durations.read(value, problems));
    Optional<Node> steps = hasSteps ? fields.required("steps") : Optional.empty();
    fields.done();
    return new Head(title, needs, topology, within, steps, file);
  }

  /** What the topology does not tell; Open vSwitch is always among it. */
  private Set<Need> needs(Fields fields) {
    Set<Need> needs = EnumSet.of(Need.OVS);
    fields
        .optionalText("needs")
        .ifPresent(word ->
            Need.of(word.text())
                .ifPresentOrElse(
                    needs::add,
                    () ->
                        problems.add(
                            word.at(),
                            "unknown need \""
                                + word.text()
                                + "\"."
                                + Suggestion.hint(word.text(), Need.words()))));
    return needs;
  }

  private Optional<Scenario> scenario(
      String name, String folder, Head head, Optional<String> topologyName) throws IOException {
    Optional<Path> topologyFile = topologyFile(head, topologyName);
    Optional<Topology> topology =
        topologyFile.isPresent()
            ? TopologyReader.read(topologyFile.get(), problems)
            : Optional.empty();
    List<Step> steps = new ArrayList<>();
    if (head.steps().isPresent() && head.steps().get() instanceof Node.Sequence listed) {
      Names names = new Names(topology, problems);
      Duration within = head.within().orElse(Step.WITHIN);
      steps.addAll(new StepReader(names, library.folder(folder), within, problems).read(listed));
    } else if (head.steps().isPresent()) {
      Node given = head.steps().get();
      problems.add(given.at(), "\"steps\" is " + given.kind() + ". Write a list.");
    }
    if (!problems.isEmpty() || topology.isEmpty()) {
      return Optional.empty();
    }
    Set<Need> needs = EnumSet.copyOf(head.needs());
    topology.get().switchHosts().forEach(host -> needs.add(host.role().need()));
    boolean asks = steps.stream().anyMatch(step -> step.action() instanceof Action.Dhcp);
    if (asks || !topology.get().dhcpServers().isEmpty()) {
      needs.add(Need.DHCP);
    }
    if (steps.stream().anyMatch(step -> step.action() instanceof Action.Iperf)) {
      needs.add(Need.IPERF);
    }
    List<Path> files = new ArrayList<>(List.of(head.file(), topologyFile.orElseThrow()));
    steps.forEach(step -> sentFile(step.action()).ifPresent(files::add));
    return Optional.of(
        new Scenario(
            name,
            head.title(),
            needs,
            topology.get(),
            steps,
            head.file().getFileName().toString(),
            files));
  }

  private Optional<Path> topologyFile(Head head, Optional<String> override) throws IOException {
    Optional<String> name = override.or(() -> head.topology().map(Node.Scalar::text));
    Optional<Path> file = name.flatMap(library::topology);
    if (name.isPresent() && file.isEmpty()) {
      Position at =
          override.isPresent() || head.topology().isEmpty()
              ? new Position("lab/topologies", 1, 1)
              : head.topology().get().at();
      problems.add(
          at,
          "no topology \""
              + name.get()
              + "\"."
              + Suggestion.hint(name.get(), library.topologyNames()));
    }
    return file;
  }

  private static Optional<Path> sentFile(Action action) {
    return switch (action) {
      case Action.Flows flows -> Optional.of(flows.file());
      case Action.Transact transact -> Optional.of(transact.file());
      case Action.Controller give -> Optional.of(give.networks());
      case Action.Dhcp _, Action.Move _ -> Optional.empty();
      case Action.Iperf _ -> Optional.empty();
      case Action.Ping _, Action.Exec _, Action.Kill _, Action.Start _ -> Optional.empty();
      case Action.Link _, Action.WaitFor _, Action.WaitTime _ -> Optional.empty();
    };
  }
}
