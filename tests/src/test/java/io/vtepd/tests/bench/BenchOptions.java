package io.vtepd.tests.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param root the project's folder, the first argument
 * @param only names of rows; empty for all
 * @param client whether the client is measured, not the server
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
    boolean client,
    Path ours,
    Path theirs,
    Optional<Path> table) {

  private static final int RUNS = 5;

  BenchOptions {
    only = List.copyOf(only);
  }

  static BenchOptions parse(String[] words) {
    Path root = Path.of(words[0]);
    List<String> only = new ArrayList<>();
    int runs = 0;
    boolean quick = false;
    boolean list = false;
    boolean client = false;
    Path ours = root.resolve("vtep-daemon/bin/vtepd").toAbsolutePath();
    Path theirs = Contender.ORIGINAL;
    Optional<Path> table = Optional.empty();
    for (int i = 1; i < words.length; i++) {
      switch (words[i]) {
        case "--only" -> only.addAll(List.of(valueOf(words, ++i).split(",")));
        case "--runs" -> runs = Integer.parseInt(valueOf(words, ++i));
        case "--quick" -> quick = true;
        case "--list" -> list = true;
        case "--client" -> client = true;
        case "--ours" -> ours = Path.of(valueOf(words, ++i));
        case "--against" -> theirs = Path.of(valueOf(words, ++i));
        case "--table" -> table = Optional.of(Path.of(valueOf(words, ++i)));
        default -> throw new IllegalArgumentException("\"" + words[i] + "\" is no option");
      }
    }
    requireRows(only, theirs, ours);
    if (table.isEmpty()
        && only.isEmpty()
        && !quick
        && !client
        && theirs.equals(Contender.ORIGINAL)) {
      table = Optional.of(root.resolve("tests/bench/ovsdb-results.md"));
    }
    if (runs == 0) {
      runs = quick ? 1 : RUNS;
    }
    return new BenchOptions(root, only, runs, quick, list, client, ours, theirs, table);
  }

  private static void requireRows(List<String> names, Path theirs, Path ours) {
    List<String> known =
        Rows.parts(theirs, ours).stream()
            .flatMap(part -> part.rows().stream())
            .map(Row::name)
            .toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("there is no row \"" + name + "\"; --list shows them");
      }
    }
  }

  private static String valueOf(String[] words, int index) {
    if (index == words.length) {
      throw new IllegalArgumentException(words[index - 1] + " needs a value");
    }
    return words[index];
  }
}
