package io.vtepd.lab.cli;

import io.vtepd.lab.host.LabPaths;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.run.LabLock;
import io.vtepd.lab.run.Leftovers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code lab/down [LAB]}: removes a lab, or all of them, from what their journals say. */
final class DownCommand {

  private static final String USAGE = "lab/down [LAB]";

  private final Path root;

  DownCommand(Path root) {
    this.root = root;
  }

  int run(List<String> words) throws IOException, InterruptedException, LabFailure {
    List<String> names = Arguments.parse(new Options(), words, USAGE, 1).getArgList();
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
