package io.vtepd.lab.cli;

import io.vtepd.lab.host.LabPaths;
import io.vtepd.lab.journal.Journal;
import io.vtepd.lab.journal.OwnedProcess;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.run.LabState;
import io.vtepd.lab.run.Leftovers;
import io.vtepd.lab.run.StatusJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code lab/status [--json]}: the labs that are up, and their processes. */
final class StatusCommand {

  private final Path root;

  StatusCommand(Path root) {
    this.root = root;
  }

  int run(List<String> words) throws IOException, LabFailure {
    Options options = new Options().addOption(Option.builder().longOpt("json").get());
    boolean json = Arguments.parse(options, words, "lab/status [--json]", 0).hasOption("json");
    List<String> labs = Labs.names(root);
    if (labs.isEmpty() && !json) {
      System.out.println("no lab is up. Start one: lab/run lesson02 --keep");
    }
    for (String lab : labs) {
      LabPaths paths = LabPaths.of(root, lab);
      Optional<LabState> state = LabState.read(paths.stateFile());
      Map<String, OwnedProcess> processes = Journal.processes(Leftovers.of(paths).entries());
      if (json) {
        System.out.println(StatusJson.line(lab, state, processes, paths.state()));
      } else {
        show(lab, paths, state, processes);
      }
    }
    return 0;
  }

  private void show(
      String lab, LabPaths paths, Optional<LabState> state, Map<String, OwnedProcess> processes)
      throws IOException {
    System.out.println(lab + "  " + state.map(StatusCommand::ending).orElse("not finished"));
    for (LabState.HostLine host : state.map(LabState::hosts).orElse(List.of())) {
      System.out.printf(
          "%-9s %-10s %-15s %s%s%n",
          host.name(),
          host.kind(),
          host.underlay(),
          processes(host.name(), processes),
          host.guests().isEmpty() ? "" : "; " + String.join(" ", host.guests()));
      for (String guest : host.guests()) {
        if (processes.keySet().stream().anyMatch(key -> key.startsWith(guest + " "))) {
          System.out.printf("%-9s %-26s %s%n", guest, "guest", processes(guest, processes));
        }
      }
    }
    System.out.println("logs      " + root.relativize(paths.state()));
  }

  private static String processes(String host, Map<String, OwnedProcess> all) throws IOException {
    List<String> shown = new ArrayList<>();
    for (Map.Entry<String, OwnedProcess> each : all.entrySet()) {
      if (each.getKey().startsWith(host + " ")) {
        String program = each.getKey().substring(host.length() + 1);
        String state = each.getValue().isAlive() ? "up" : "down";
        shown.add(program + " " + each.getValue().pid() + " " + state);
      }
    }
    return shown.isEmpty() ? "nothing runs" : String.join(", ", shown);
  }

  private static String ending(LabState state) {
    long minutes = (System.currentTimeMillis() - state.endedAtMs()) / 60_000;
    if (state.passed() && state.steps() == 0) {
      return "built " + minutes + " min ago, one host alone";
    }
    String score = state.stepsHeld() + "/" + state.steps();
    return "kept "
        + minutes
        + " min ago, "
        + (state.passed()
            ? "passed " + score
            : "failed at \"" + state.failedStep() + "\" (" + score + " held)");
  }
}
