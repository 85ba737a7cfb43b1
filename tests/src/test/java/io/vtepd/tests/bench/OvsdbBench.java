package io.vtepd.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;

/** The program behind {@code tests/bench/ovsdb}. */
public final class OvsdbBench {

  private static final Path SCHEMA =
      Path.of("hardware-vtep-schema/src/main/resources/io/vtepd/vtep/hardware_vtep.ovsschema");

  private final BenchOptions options;
  private final Row.Ground ground;
  private final Contender theirs;
  private final Contender ours;

  private OvsdbBench(BenchOptions options, Path folder) {
    this.options = options;
    this.ground = new Row.Ground(folder, options.root().resolve(SCHEMA), options.quick());
    this.theirs =
        new Contender(
            options.theirs().equals(Contender.ORIGINAL) ? "ovsdb-server" : "other vtepd",
            options.theirs(),
            Contender.Link.PLAIN);
    this.ours = new Contender("vtepd", options.ours(), Contender.Link.PLAIN);
  }

  /** Arguments: the project's folder, then the command's options. */
  public static void main(String[] words) throws IOException {
    BenchOptions options;
    List<Row> rows;
    try {
      options = BenchOptions.parse(Path.of(words[0]), List.of(words).subList(1, words.length));
      rows = chosen(options.only());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + ". tests/bench/ovsdb --help tells about the options.");
      System.exit(2);
      return;
    }
    if (options.list()) {
      rows.forEach(row -> System.out.printf("%-12s %s%n", row.name(), row.title()));
      return;
    }
    Path target = Files.createDirectories(options.root().resolve("tests/target"));
    Path folder = Files.createTempDirectory(target, "bench-");
    try {
      new OvsdbBench(options, folder).runAll(rows);
    } catch (UncheckedIOException | CompletionException | IOException e) {
      System.err.println("The bench was broken off: " + e);
      System.exit(1);
    }
    Files.delete(folder);
  }

  private static List<Row> chosen(List<String> only) {
    List<Row> all = Rows.all();
    for (String name : only) {
      if (all.stream().noneMatch(row -> row.name().equals(name))) {
        throw new IllegalArgumentException("There is no row \"" + name + "\"");
      }
    }
    return all.stream().filter(row -> only.isEmpty() || only.contains(row.name())).toList();
  }

  private void runAll(List<Row> rows) throws IOException {
    long start = System.nanoTime();
    StringBuilder table = new StringBuilder(Report.tableHead("work", theirs, ours));
    for (Row row : rows) {
      Outcome outcome = Contest.play(row, theirs, ours, ground, options.runs());
      Report.lines(outcome, theirs, ours).forEach(System.out::println);
      table.append(Report.tableRows(outcome));
    }
    System.out.printf("took %.0f s%n", (System.nanoTime() - start) / 1e9);
    if (options.table().isPresent()) {
      Files.writeString(options.table().get(), table);
    }
  }
}
