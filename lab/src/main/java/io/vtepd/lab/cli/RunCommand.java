package io.vtepd.lab.cli;

import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.report.Recorder;
import io.vtepd.lab.report.ReportFolder;
import io.vtepd.lab.run.JsonOutput;
import io.vtepd.lab.run.RunEvent;
import io.vtepd.lab.run.Runner;
import io.vtepd.lab.run.TextOutput;
import io.vtepd.lab.run.Witness;
import io.vtepd.lab.scenario.Library;
import io.vtepd.lab.scenario.Scenario;
import io.vtepd.lab.scenario.ScenarioReader;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * {@code lab/run [SCENARIO] [--keep] [--topology NAME] [--report DIR] [--json]}, or of one host of
 * it alone, on a machine of its own, {@code --host NAME --nic INTERFACE}.
 */
final class RunCommand {

  private static final String USAGE =
      "lab/run [SCENARIO] [--keep] [--topology NAME] [--report DIR] [--json]"
          + " [--host NAME --nic INTERFACE]";
  private static final String USUAL_SCENARIO = "lesson02";

  private final Path root;
  private final Interruption interruption;

  RunCommand(Path root, Interruption interruption) {
    this.root = root;
    this.interruption = interruption;
  }

  int run(List<String> words) throws IOException, InterruptedException, LabFailure {
    Options options =
        new Options()
            .addOption(Option.builder().longOpt("keep").get())
            .addOption(Option.builder().longOpt("json").get())
            .addOption(Option.builder().longOpt("help").get())
            .addOption(Option.builder().longOpt("report").hasArg().get())
            .addOption(Option.builder().longOpt("host").hasArg().get())
            .addOption(Option.builder().longOpt("nic").hasArg().get())
            .addOption(Option.builder().longOpt("topology").hasArg().get());
    CommandLine line = Arguments.parse(options, words, USAGE, 1);
    if (line.hasOption("help")) {
      System.out.println(USAGE);
      return 0;
    }
    String name = line.getArgList().isEmpty() ? USUAL_SCENARIO : line.getArgList().getFirst();
    Problems problems = new Problems();
    Optional<Scenario> scenario =
        new ScenarioReader(new Library(root.resolve("lab")), problems)
            .read(name, Optional.ofNullable(line.getOptionValue("topology")));
    if (scenario.isEmpty()) {
      problems.all().forEach(System.err::println);
      return LabFailure.BAD_INPUT;
    }
    Consumer<RunEvent> output =
        line.hasOption("json") ? new JsonOutput(System.out) : Terminal.output();
    boolean alone = line.hasOption("host") || line.hasOption("nic");
    Scenario wanted = alone ? alone(scenario.get(), line) : scenario.get();
    boolean keep = alone || line.hasOption("keep");
    if (!line.hasOption("report")) {
      Runner runner =
          new Runner(root, wanted, keep, output, interruption::isUnderWay, Witness.NONE);
      return runner.run() ? 0 : LabFailure.FAILED;
    }
    ReportFolder folder = ReportFolder.open(line.getOptionValue("report"));
    String command = "lab/run " + String.join(" ", words);
    try (Recorder recorder = new Recorder(wanted, command)) {
      Consumer<RunEvent> both = output.andThen(recorder);
      boolean passed =
          new Runner(root, wanted, keep, both, interruption::isUnderWay, recorder).run();
      if (recorder.hasSeen()) {
        System.err.println("report  " + folder.write(name + ".html", recorder.page()));
      } else {
        System.err.printf(
            "report  none is written, since nothing was run. For one: lab/down %1$s, then lab/run"
                + " %1$s --keep --report %2$s%n",
            wanted.name(), line.getOptionValue("report"));
      }
      return passed ? 0 : LabFailure.FAILED;
    }
  }

  private static Scenario alone(Scenario scenario, CommandLine line) throws LabFailure {
    if (!line.hasOption("host") || !line.hasOption("nic")) {
      throw new LabFailure(LabFailure.BAD_INPUT, "--host and --nic go together: " + USAGE);
    }
    String name = line.getOptionValue("host");
    Host.SwitchHost host =
        scenario
            .topology()
            .switchHost(name)
            .orElseThrow(() ->
                new LabFailure(
                    LabFailure.BAD_INPUT,
                    "no host \"" + name + "\" with a switch in " + scenario.topology().file()));
    String nic = line.getOptionValue("nic");
    if (!Files.isDirectory(Path.of("/sys/class/net").resolve(nic))) {
      throw new LabFailure(
          LabFailure.BAD_INPUT, "no interface " + nic + " here. See: ip -brief link");
    }
    return scenario.alone(host, nic);
  }

  /** What the launching script found out about standard output. */
  private static final class Terminal {

    private Terminal() {}

    static TextOutput output() {
      boolean terminal = Boolean.getBoolean("lab.terminal");
      String noColour = System.getenv().getOrDefault("NO_COLOR", "");
      return new TextOutput(System.out, terminal, terminal && noColour.isEmpty());
    }
  }
}
