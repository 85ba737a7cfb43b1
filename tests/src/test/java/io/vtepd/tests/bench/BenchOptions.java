package io.vtepd.tests.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param only names of rows; empty for all
 * @param ours the launcher of vtepd
 * @param theirs the launcher of another vtepd, or {@link Contender#ORIGINAL}
 * @param table where the markdown table goes
 */
record BenchOptions(
    Path root,
    List<String> only,
    int runs,
    boolean quick,
    boolean list,
    Path ours,
    Path theirs,
    Optional<Path> table) {

  private static final int RUNS = 5;

  BenchOptions {
    only = List.copyOf(only);
  }

  static BenchOptions parse(Path root, List<String> words) {
    List<String> only = new ArrayList<>();
    int runs = 0;
    boolean quick = false;
    boolean list = false;
    Path ours = root.resolve("vtep-daemon/bin/vtepd");
    Path theirs = Contender.ORIGINAL;
    Optional<Path> table = Optional.empty();
    for (int i = 0; i < words.size(); i++) {
      switch (words.get(i)) {
        case "--only" -> only.addAll(List.of(valueOf(words, ++i).split(",")));
        case "--runs" -> runs = Integer.parseInt(valueOf(words, ++i));
        case "--quick" -> quick = true;
        case "--list" -> list = true;
        case "--ours" -> ours = Path.of(valueOf(words, ++i));
        case "--against" -> theirs = Path.of(valueOf(words, ++i));
        case "--table" -> table = Optional.of(Path.of(valueOf(words, ++i)));
        default -> throw new IllegalArgumentException("\"" + words.get(i) + "\" is no option");
      }
    }
    if (runs == 0) {
      runs = quick ? 1 : RUNS;
    }
    return new BenchOptions(root, only, runs, quick, list, ours, theirs, table);
  }

  private static String valueOf(List<String> words, int index) {
    if (index == words.size()) {
      throw new IllegalArgumentException(words.get(index - 1) + " needs a value");
    }
    return words.get(index);
  }
}
