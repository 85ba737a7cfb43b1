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
 * @param theirs the launcher of another vtepd, or what stands for somebody else's program
 * @param table where the markdown table goes
 */
public record BenchOptions(
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

  public BenchOptions {
    only = List.copyOf(only);
  }

  /**
   * @param command what the program is called under tests/bench
   * @param original what ours is compared with if nothing else is asked for
   */
  static BenchOptions parse(String command, Path original, String[] words) {
    Path root = Path.of(words[0]);
    List<String> only = new ArrayList<>();
    int runs = 0;
    boolean quick = false;
    boolean list = false;
    boolean client = false;
    Path ours = root.resolve("vtep-daemon/bin/vtepd").toAbsolutePath();
    Path theirs = original;
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
    if (table.isEmpty() && only.isEmpty() && !quick && !client && theirs.equals(original)) {
      table = Optional.of(root.resolve("tests/bench/" + command + "-results.md"));
    }
    if (runs == 0) {
      runs = quick ? 1 : RUNS;
    }
    return new BenchOptions(root, only, runs, quick, list, client, ours, theirs, table);
  }

  private static String valueOf(String[] words, int index) {
    if (index == words.length) {
      throw new IllegalArgumentException(words[index - 1] + " needs a value");
    }
    return words[index];
  }
}
