package io.vtepd.tests.faults.dataplane;

import io.vtepd.tests.faults.dataplane.NumberedStream.Losses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What each fault did, to be printed when all are over. */
final class FaultTable {

  private final List<String> rows = new ArrayList<>();

  /**
   * @param right from the end of the cause until flows, groups, ports and reports were right
   * @param end what a fresh start made again
   */
  void add(String name, Losses losses, Duration right, SwitchState end) {
    rows.add(
        "| %s | %d of %d | %d of %d | %d ms | %d ms | %d, %d, %d |"
            .formatted(
                name,
                losses.nearToFar().lost(),
                losses.nearToFar().sent(),
                losses.farToNear().lost(),
                losses.farToNear().sent(),
                losses.longestGapMs(),
                right.toMillis(),
                end.flows().size(),
                end.groups().size(),
                end.ports().size()));
  }

  @Override
  public String toString() {
    return """
    | fault | lost, out | lost, in | longest gap | right after | flows, groups, ports equal |
    |---|---|---|---|---|---|
    """
        + String.join("\n", rows);
  }
}
