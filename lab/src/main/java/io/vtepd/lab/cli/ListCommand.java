package io.vtepd.lab.cli;

import io.vtepd.lab.host.Installation;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.scenario.Library;
import io.vtepd.lab.scenario.Scenario;
import io.vtepd.lab.scenario.ScenarioReader;
import io.vtepd.lab.topology.Need;
import io.vtepd.lab.yaml.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code lab/list [--names]}: the scenarios that there are; with --names for scripts. */
final class ListCommand {

  private record Line(String name, String hosts, String steps, String needs, String what) {}

  private final Path root;

  ListCommand(Path root) {
    this.root = root;
  }

  int run(List<String> words) throws IOException, LabFailure {
    Options options = new Options().addOption(Option.builder().longOpt("names").get());
    CommandLine line = Arguments.parse(options, words, "lab/list [--names]", 0);
    Library library = new Library(root.resolve("lab"));
    if (line.hasOption("names")) {
      library.scenarioNames().forEach(System.out::println);
      return 0;
    }
    List<Line> lines = new ArrayList<>();
    boolean faulty = false;
    for (String name : library.scenarioNames()) {
      Problems problems = new Problems();
      Optional<Scenario> scenario =
          new ScenarioReader(library, problems).read(name, Optional.empty());
      faulty |= scenario.isEmpty();
      lines.add(
          scenario
              .map(this::line)
              .orElseGet(
                  () -> new Line(name, "-", "-", "-", "faulty: " + problems.all().getFirst())));
    }
    int names = lines.stream().mapToInt(each -> each.name().length()).max().orElse(4);
    int needs = lines.stream().mapToInt(each -> each.needs().length()).max().orElse(5);
    String form = "%-" + names + "s %-5s %-5s %-" + Math.max(5, needs) + "s %s%n";
    System.out.printf(form, "NAME", "HOSTS", "STEPS", "NEEDS", "WHAT");
    for (Line each : lines) {
      System.out.printf(form, each.name(), each.hosts(), each.steps(), each.needs(), each.what());
    }
    return faulty ? LabFailure.BAD_INPUT : 0;
  }

  private Line line(Scenario scenario) {
    return new Line(
        scenario.name(),
        Integer.toString(scenario.topology().hosts().size()),
        Integer.toString(scenario.steps().size()),
        needs(scenario.needs()),
        scenario.title());
  }

  /** What it needs besides Open vSwitch, which all do, and how to get what is missing. */
  private String needs(Set<Need> all) {
    Installation installation = new Installation(root);
    List<String> shown = new ArrayList<>();
    for (Need need : all) {
      Optional<String> remedy = installation.remedy(need);
      if (remedy.isPresent()) {
        shown.add(need.word() + " (missing: " + remedy.get() + ")");
      } else if (need != Need.OVS || all.size() == 1) {
        shown.add(need.word());
      }
    }
    return String.join(", ", shown);
  }
}
