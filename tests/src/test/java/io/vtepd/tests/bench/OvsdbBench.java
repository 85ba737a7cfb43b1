package io.vtepd.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** The program behind {@code tests/bench/ovsdb}. */
public final class OvsdbBench {

  private static final Path SCHEMA =
      Path.of("hardware-vtep-schema/src/main/resources/io/vtepd/vtep/hardware_vtep.ovsschema");

  private final BenchOptions options;
  private final List<Part> parts;

  private OvsdbBench(BenchOptions options) {
    this.options = options;
    this.parts =
        (options.client()
                ? Rows.client(options.theirs())
                : Rows.parts(options.theirs(), options.ours()))
            .stream()
                .map(part -> part.only(options.only()))
                .filter(part -> !part.rows().isEmpty())
                .toList();
  }

  /** Arguments: the project's folder, then the command's options. */
  public static void main(String[] words) throws IOException {
    OvsdbBench bench;
    try {
      bench = new OvsdbBench(BenchOptions.parse(words));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + ". tests/bench/ovsdb --help tells about the options.");
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
      Files.writeString(options.table().get(), Report.head(Machine.describe(), options) + document);
      System.out.println("the table is in " + options.table().get());
    }
  }
}
