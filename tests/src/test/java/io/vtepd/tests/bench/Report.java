package io.vtepd.tests.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Outcomes as lines for people and as a table for the documents. */
final class Report {

  private Report() {}

  /** The lines of one outcome, a metric each. */
  static List<String> lines(Outcome outcome, Contender theirs, Contender ours) {
    List<String> lines = new ArrayList<>();
    lines.add(outcome.row().name() + ": " + outcome.row().title());
    for (Cells cells : cells(outcome)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "    %-18s %s %12s   %s %12s   %7s %-13s %s",
              cells.metric,
              theirs.label(),
              cells.theirs,
              ours.label(),
              cells.ours,
              cells.ratio,
              cells.goal,
              cells.verdict));
    }
    return lines;
  }

  static String tableHead(String first, Contender theirs, Contender ours) {
    return "| "
        + first
        + " | figure | "
        + theirs.label()
        + " | "
        + ours.label()
        + " | ratio | to reach | |\n|---|---|---:|---:|---:|---:|---|\n";
  }

  static String tableRows(Outcome outcome) {
    StringBuilder text = new StringBuilder();
    String title = outcome.row().title();
    for (Cells cells : cells(outcome)) {
      text.append(
          "| %s | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  title,
                  cells.metric,
                  cells.theirs,
                  cells.ours,
                  cells.ratio,
                  cells.goal,
                  cells.verdict));
      title = "";
    }
    return text.toString();
  }

  private record Cells(
      String metric, String theirs, String ours, String ratio, String goal, String verdict) {}

  private static List<Cells> cells(Outcome outcome) {
    List<Cells> all = new ArrayList<>();
    List<Metric> metrics = outcome.row().metrics();
    for (int i = 0; i < metrics.size(); i++) {
      double theirs = outcome.theirMedian(i);
      double ours = outcome.ourMedian(i);
      if (!Double.isNaN(ours)) {
        all.add(cells(metrics.get(i), theirs, ours));
      }
    }
    return all;
  }

  private static Cells cells(Metric metric, double theirs, double ours) {
    String goal =
        switch (metric.goal()) {
          case Metric.Goal.Ratio(double atLeast) -> "%.1f x".formatted(atLeast);
          case Metric.Goal.AtMost(double limit) -> "<= %.0f %s".formatted(limit, metric.unit());
          case Metric.Goal.None() -> "";
        };
    String verdict =
        goal.isEmpty() ? "" : metric.isReached(theirs, ours) ? "reached" : "missed";
    return new Cells(
        metric.name(),
        figure(theirs) + " " + metric.unit(),
        figure(ours) + " " + metric.unit(),
        "%.2f x".formatted(metric.ratio(theirs, ours)),
        goal,
        verdict);
  }

  private static String figure(double value) {
    if (value >= 1_000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.3f", value);
  }
}
