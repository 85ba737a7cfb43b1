package io.vtepd.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** A program under {@code tests/bench}: plays rows, prints figures, writes the table. */
public final class Bench {

  private static final Path SCHEMA =
      Path.of("hardware-vtep-schema/src/main/resources/io/vtepd/vtep/hardware_vtep.ovsschema");

  private final String command;
  private final BenchOptions options;
  private final List<Part> parts;

  private Bench(String command, BenchOptions options, List<Part> all) {
    this.command = command;
    this.options = options;
    List<String> known = names(all);
    for (String name : options.only()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("there is no row \"" + name + "\"; --list shows them");
      }
    }
    this.parts =
        all.stream()
            .map(part -> part.only(options.only()))
            .filter(part -> !part.rows().isEmpty())
            .toList();
  }

  private static List<String> names(List<Part> parts) {
    return parts.stream().flatMap(part -> part.rows().stream()).map(Row::name).toList();
  }

  /**
   * Runs, and ends the process with a code that is not 0 if something goes wrong.
   *
   * @param command what it is called
   * @param original what ours is compared with if nothing else is asked for
   * @param words the project's folder, then the command's options
   * @param partsOf the tables
   */
  public static void main(
      String command, Path original, String[] words, Function<BenchOptions, List<Part>> partsOf) {
    Bench bench;
    try {
      BenchOptions options = BenchOptions.parse(command, original, words);
      bench = new Bench(command, options, partsOf.apply(options));
    } catch (IllegalArgumentException e) {
      System.err.printf(
          "%s. tests/bench/%s --help tells about the options.%n", e.getMessage(), command);
      System.exit(2);
      return;
    }
    try {
      bench.run();
    } catch (UncheckedIOException | CompletionException | IOException e) {
      System.err.println("The bench was broken off: " + e);
      System.exit(1);
    }
  }

  private void run() throws IOException {
    if (options.list()) {
      parts.stream()
          .flatMap(part -> part.rows().stream())
          .forEach(row -> System.out.printf("%-16s %s%n", row.name(), row.title()));
      return;
    }
    Path target = Files.createDirectories(options.root().resolve("tests/target"));
    Path folder = Files.createTempDirectory(target, "bench-");
    Row.Ground ground = new Row.Ground(folder, options.root().resolve(SCHEMA), options.quick());
    long start = System.nanoTime();
    StringBuilder document = new StringBuilder();
    for (Part part : parts) {
      System.out.println("== " + part.title());
      List<Outcome> outcomes = new ArrayList<>();
      for (Row row : part.rows()) {
        Outcome outcome = Contest.play(row, part, ground, options.runs());
        outcomes.add(outcome);
        Report.lines(outcome, part).forEach(System.out::println);
      }
      document.append(Report.section(part, outcomes));
    }
    Files.delete(folder);
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    System.out.printf("took %d min %d s%n", seconds / 60, seconds % 60);
    if (options.table().isPresent()) {
      Files.writeString(
          options.table().get(), Report.head(command, Machine.describe(), options) + document);
      System.out.println("the table is in " + options.table().get());
    }
  }
}
