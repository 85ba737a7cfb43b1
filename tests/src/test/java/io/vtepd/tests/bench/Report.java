package io.vtepd.tests.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Outcomes as lines for people and as markdown for the documents. */
final class Report {

  private Report() {}

  /** The lines of one outcome, a metric each. */
  static List<String> lines(Outcome outcome, Part part) {
    List<String> lines = new ArrayList<>();
    lines.add(outcome.row().name() + ": " + outcome.row().title());
    for (Cells cells : cells(outcome)) {
      lines.add(
          "    %-32s %s%s %14s   %s  %-12s %s"
              .formatted(
                  cells.metric,
                  part.isAlone() ? "" : "%s %14s   ".formatted(part.left().label(), cells.left),
                  part.right().label(),
                  cells.right,
                  part.isAlone() ? "" : "%8s".formatted(cells.ratio),
                  cells.goal,
                  cells.verdict)
              .stripTrailing());
    }
    return lines;
  }

  /** The document's first lines. */
  static String head(String command, String machine, BenchOptions options) {
    return """
    # tests/bench/%s: results

    Written by the command; [README.md](README.md) tells what is measured and how. Medians of %d
    runs in turns (of fewer where a run takes long). A ratio above 1 is good for the second column.
    %s.
    """
        .formatted(command, options.runs(), machine);
  }

  static String section(Part part, List<Outcome> outcomes) {
    return "\n## "
        + part.title()
        + "\n\n"
        + switch (part.layout()) {
          case GOALS -> goals(part, outcomes);
          case LINES -> onePerLine(part, outcomes);
        };
  }

  /** A line for each metric, with what is to be reached. */
  private static String goals(Part part, List<Outcome> outcomes) {
    boolean alone = part.isAlone();
    StringBuilder text = new StringBuilder("| work | figure |");
    text.append(alone ? "" : " %s |".formatted(part.left().label()));
    text.append(" %s |%s to reach | |\n".formatted(part.right().label(), alone ? "" : " ratio |"));
    text.append("|---|---|---:|---:|").append(alone ? "" : "---:|---:|").append("---|\n");
    for (Outcome outcome : outcomes) {
      String title = outcome.row().title();
      for (Cells c : cells(outcome)) {
        String compared =
            alone
                ? " %s |".formatted(c.right)
                : " %s | %s | %s |".formatted(c.left, c.right, c.ratio);
        text.append(
            "| %s | %s |%s %s | %s |\n".formatted(title, c.metric, compared, c.goal, c.verdict));
        title = "";
      }
    }
    return text.toString();
  }

  /** A line for each row of work: both figures of each metric. */
  private static String onePerLine(Part part, List<Outcome> outcomes) {
    List<Metric> metrics = outcomes.getFirst().row().metrics();
    String head =
        metrics.stream()
            .map(metric ->
                part.isAlone()
                    ? " %s |".formatted(metric.name())
                    : " %s, %s | %s |"
                        .formatted(metric.name(), part.left().label(), part.right().label()))
            .collect(Collectors.joining());
    StringBuilder text = new StringBuilder("| |" + head + "\n|---|");
    text.append((part.isAlone() ? "---:|" : "---:|---:|").repeat(metrics.size())).append('\n');
    for (Outcome outcome : outcomes) {
      String figures =
          cells(outcome).stream()
              .map(c ->
                  (part.isAlone() ? "" : " %s |".formatted(c.left)) + " %s |".formatted(c.right))
              .collect(Collectors.joining());
      text.append("| %s |%s\n".formatted(outcome.row().title(), figures));
    }
    return text.toString();
  }

  private record Cells(
      String metric, String left, String right, String ratio, String goal, String verdict) {}

  private static List<Cells> cells(Outcome outcome) {
    List<Cells> all = new ArrayList<>();
    List<Metric> metrics = outcome.row().metrics();
    for (int i = 0; i < metrics.size(); i++) {
      double left = outcome.leftMedian(i);
      double right = outcome.rightMedian(i);
      if (!Double.isNaN(right)) {
        all.add(cells(metrics.get(i), left, right));
      }
    }
    return all;
  }

  private static Cells cells(Metric metric, double left, double right) {
    String goal =
        switch (metric.goal()) {
          case Metric.Goal.Ratio(double atLeast) ->
              String.format(Locale.ROOT, atLeast < 1 ? "%.2f x" : "%.1f x", atLeast);
          case Metric.Goal.AtMost(double limit) ->
              String.format(
                  Locale.ROOT, limit % 1 > 0 ? "<= %.1f %s" : "<= %.0f %s", limit, metric.unit());
          case Metric.Goal.None() -> "";
        };
    String verdict = goal.isEmpty() ? "" : metric.isReached(left, right) ? "reached" : "missed";
    return new Cells(
        metric.name(),
        Double.isNaN(left) ? "-" : figure(left) + " " + metric.unit(),
        figure(right) + " " + metric.unit(),
        ratio(metric.ratio(left, right)),
        goal,
        verdict);
  }

  private static String ratio(double ratio) {
    return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f x", ratio) : "-";
  }

  /** Three digits that count, or all before the point. */
  private static String figure(double value) {
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
