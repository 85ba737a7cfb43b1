package io.vtepd.tests.bench;

import java.io.IOException;
import java.util.List;

/** Another row's work, with nothing to be reached. */
record ShownRow(String prefix, Row row) implements Row {

  private static final int MAX_RUNS = 3;

  @Override
  public String name() {
    return prefix + row.name();
  }

  @Override
  public String title() {
    return row.title();
  }

  @Override
  public List<Metric> metrics() {
    return row.metrics().stream()
        .map(metric -> Metric.shown(metric.name(), metric.unit(), metric.better()))
        .toList();
  }

  @Override
  public int runs(int asked) {
    return Math.min(row.runs(asked), MAX_RUNS);
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    return row.open(contender, ground);
  }
}
