package io.vtepd.tests.bench;

import java.io.IOException;
import java.util.List;

/** A row of the others, played by ours over TLS against ours over plain TCP. */
record TlsRow(Row plain) implements Row {

  private static final int MAX_RUNS = 3;

  @Override
  public String name() {
    return "tls-" + plain.name();
  }

  @Override
  public String title() {
    return plain.title();
  }

  @Override
  public List<Metric> metrics() {
    return plain.metrics().stream()
        .map(metric -> Metric.shown(metric.name(), metric.unit(), metric.better()))
        .toList();
  }

  @Override
  public int runs(int asked) {
    return Math.min(plain.runs(asked), MAX_RUNS);
  }

  @Override
  public Track open(Contender contender, Ground ground) throws IOException {
    return plain.open(contender, ground);
  }
}
