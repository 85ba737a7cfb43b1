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
import io.vtepd.lab.yaml.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code lab/run [SCENARIO] [--keep] [--topology NAME] [--report DIR] [--json]}. */
final class RunCommand {

  private static final String USAGE =
      "lab/run [SCENARIO] [--keep] [--topology NAME] [--report DIR] [--json]";
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
    boolean keep = line.hasOption("keep");
    if (!line.hasOption("report")) {
      Runner runner =
          new Runner(root, scenario.get(), keep, output, interruption::isUnderWay, Witness.NONE);
      return runner.run() ? 0 : LabFailure.FAILED;
    }
    ReportFolder folder = ReportFolder.open(line.getOptionValue("report"));
    String command = "lab/run " + String.join(" ", words);
    try (Recorder recorder = new Recorder(scenario.get(), command)) {
      Consumer<RunEvent> both = output.andThen(recorder);
      boolean passed =
          new Runner(root, scenario.get(), keep, both, interruption::isUnderWay, recorder).run();
      if (recorder.hasSeen()) {
        System.err.println("report  " + folder.write(name + ".html", recorder.page()));
      }
      return passed ? 0 : LabFailure.FAILED;
    }
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
