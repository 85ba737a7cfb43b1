package io.vtepd.lab.cli;

import io.vtepd.lab.host.LabPaths;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.run.LabLock;
import io.vtepd.lab.run.Leftovers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * {@code lab/down [LAB]}: removes a lab, or all of them, from what their journals say; {@code
 * --stale} those of deleted projects.
 */
final class DownCommand {

  private static final String USAGE = "lab/down [LAB | --stale]";

  private final Path root;

  DownCommand(Path root) {
    this.root = root;
  }

  int run(List<String> words) throws IOException, InterruptedException, LabFailure {
    Options options = new Options().addOption(Option.builder().longOpt("stale").get());
    CommandLine line = Arguments.parse(options, words, USAGE, 1);
    List<String> names = line.getArgList();
    if (line.hasOption("stale")) {
      return removeStale(names);
    }
    List<String> labs = names.isEmpty() ? Labs.names(root) : names;
    boolean removed = false;
    for (String lab : labs) {
      if (!lab.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
        throw new LabFailure(LabFailure.BAD_INPUT, "\"" + lab + "\" is no lab. Usage: " + USAGE);
      }
      removed |= remove(lab);
    }
    if (!removed) {
      System.out.println("nothing to remove");
    }
    return 0;
  }

  private static int removeStale(List<String> names)
      throws IOException, InterruptedException, LabFailure {
    if (!names.isEmpty()) {
      throw new LabFailure(LabFailure.BAD_INPUT, "--stale takes no LAB. Usage: " + USAGE);
    }
    List<Leftovers> stale = Leftovers.stale();
    for (Leftovers leftovers : stale) {
      leftovers.remove().forEach(System.out::println);
      System.out.println(leftovers.paths().state() + ", which is gone, removed");
    }
    if (stale.isEmpty()) {
      System.out.println("nothing to remove");
    }
    return 0;
  }

  private boolean remove(String lab) throws IOException, InterruptedException, LabFailure {
    LabPaths paths = LabPaths.of(root, lab);
    if (!Leftovers.of(paths).exist()) {
      return false;
    }
    try (LabLock _ = LabLock.take(root, lab)) {
      // Once more: until now another command could work on it.
      Leftovers leftovers = Leftovers.of(paths);
      if (!leftovers.exist()) {
        return false;
      }
      leftovers.remove().forEach(System.out::println);
      System.out.println(lab + " removed");
      return true;
    }
  }
}
