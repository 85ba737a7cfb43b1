package io.vtepd.lab.cli;

import io.vtepd.lab.measure.MeasureRun;
import io.vtepd.lab.measure.Settings;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.report.ReportFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code lab/measure [--quick] [--csv FILE] [--report DIR]}. */
final class MeasureCommand {

  private static final String USAGE =
      "lab/measure [--quick] [--csv FILE] [--report DIR] [--rounds N] [--seconds N]"
          + " [--frames BYTES,...]";

  private final Path root;

  MeasureCommand(Path root) {
    this.root = root;
  }

  int run(List<String> words) throws IOException, InterruptedException, LabFailure {
    Options options =
        new Options()
            .addOption(Option.builder().longOpt("quick").get())
            .addOption(Option.builder().longOpt("help").get());
    for (String name : List.of("csv", "report", "rounds", "seconds", "frames")) {
      options.addOption(Option.builder().longOpt(name).hasArg().get());
    }
    CommandLine line = Arguments.parse(options, words, USAGE, 0);
    if (line.hasOption("help")) {
      System.out.println(USAGE);
      return 0;
    }
    Settings settings = settings(line);
    Optional<Path> csv = Optional.empty();
    if (line.hasOption("csv")) {
      csv = Optional.of(writable(line.getOptionValue("csv")));
    }
    Optional<ReportFolder> report = Optional.empty();
    if (line.hasOption("report")) {
      report = Optional.of(ReportFolder.open(line.getOptionValue("report")));
    }
    boolean whole = new MeasureRun(root, settings, csv, report, System.out).run();
    return whole ? 0 : LabFailure.FAILED;
  }

  private static Settings settings(CommandLine line) throws LabFailure {
    Settings usual = line.hasOption("quick") ? Settings.QUICK : Settings.FULL;
    int rounds = number(line, "rounds", usual.rounds());
    int seconds = number(line, "seconds", usual.seconds());
    List<Integer> frames = new ArrayList<>(usual.frames());
    if (line.hasOption("frames")) {
      frames.clear();
      for (String size : line.getOptionValue("frames").split(",", -1)) {
        frames.add(parse("frames", size));
      }
    }
    try {
      return new Settings(rounds, seconds, frames, usual.probes());
    } catch (IllegalArgumentException e) {
      throw new LabFailure(LabFailure.BAD_INPUT, e.getMessage() + ", please. Usage: " + USAGE);
    }
  }

  private static int number(CommandLine line, String name, int usual) throws LabFailure {
    return line.hasOption(name) ? parse(name, line.getOptionValue(name)) : usual;
  }

  private static int parse(String name, String text) throws LabFailure {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new LabFailure(
          LabFailure.BAD_INPUT, "--" + name + ": \"" + text + "\" is no number. Usage: " + USAGE);
    }
  }

  /** The file is tried before anything is measured: an hour later would be late. */
  private static Path writable(String name) throws LabFailure {
    Path file = Path.of(name).toAbsolutePath().normalize();
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw new LabFailure(
          LabFailure.BAD_INPUT, "--csv " + name + ": name a file in a folder that is there.");
    }
    return file;
  }
}
