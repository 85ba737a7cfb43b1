package io.vtepd.tests.bench.dataplane;

import io.vtepd.tests.bench.Contender;
import io.vtepd.tests.bench.Metric;
import java.nio.file.Path;

/**
 * Open vSwitch's own tools as a contender: what they need for the same ports, groups and flows is
 * the floor under what a gateway can do.
 */
final class OvsTools {

  static final Contender CONTENDER =
      new Contender("Open vSwitch's tools", Path.of("ovs-ofctl"), Contender.Link.PLAIN);

  /** At most 1.5 times as long as they. */
  private static final double RATIO = 1 / 1.5;

  private OvsTools() {}

  static Metric untilTheLastFlow() {
    return Metric.lower("until the last flow", "s", RATIO);
  }
}
