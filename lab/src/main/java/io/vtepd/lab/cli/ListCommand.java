package io.vtepd.lab.cli;

import io.vtepd.lab.host.Installation;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.scenario.Library;
import io.vtepd.lab.scenario.Scenario;
import io.vtepd.lab.scenario.ScenarioReader;
import io.vtepd.lab.yaml.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code lab/list [--names]}: the scenarios that there are; with --names for scripts. */
final class ListCommand {

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
    List<String> missing = new Installation(root).missingPackages();
    String needs =
        missing.isEmpty() ? "ovs" : "ovs (missing: apt install " + String.join(" ", missing) + ")";
    List<String> names = library.scenarioNames();
    int width = names.stream().mapToInt(String::length).max().orElse(4);
    String form = "%-" + width + "s %-5s %-5s %-" + Math.max(5, needs.length()) + "s %s%n";
    System.out.printf(form, "NAME", "HOSTS", "STEPS", "NEEDS", "WHAT");
    boolean faulty = false;
    for (String name : names) {
      Problems problems = new Problems();
      Optional<Scenario> scenario =
          new ScenarioReader(library, problems).read(name, Optional.empty());
      if (scenario.isPresent()) {
        int hosts = scenario.get().topology().hosts().size();
        int steps = scenario.get().steps().size();
        System.out.printf(form, name, hosts, steps, needs, scenario.get().title());
      } else {
        faulty = true;
        System.out.printf(form, name, "-", "-", needs, "faulty: " + problems.all().getFirst());
      }
    }
    return faulty ? LabFailure.BAD_INPUT : 0;
  }
}
