package io.vtepd.lab.report;

import java.util.List;

/**
 * An arrow of the sequence diagram.
 *
 * @param timeUs microseconds since 1970
 * @param from the lane where it begins
 * @param to lanes where it ends; one for most
 * @param tunnel lanes between which it is in a tunnel; empty or two
 * @param isLost whether it was seen at its sender only
 * @param label what it is, inner first
 * @param tag what is around it: "VNI 100"; empty for nothing
 * @param style of the colour
 * @param kind equal for arrows that may be told as one with a count
 * @param details lines to see on a click
 */
record Arrow(
    long timeUs,
    int from,
    List<Integer> to,
    List<Integer> tunnel,
    boolean isLost,
    String label,
    String tag,
    String style,
    String kind,
    List<String> details) {

  Arrow {
    to = List.copyOf(to);
    tunnel = List.copyOf(tunnel);
    details = List.copyOf(details);
  }

  /** Whether two arrows differ in time, sequence numbers and details only. */
  boolean isLike(Arrow other) {
    return kind.equals(other.kind)
        && from == other.from
        && to.equals(other.to)
        && tunnel.equals(other.tunnel)
        && tag.equals(other.tag)
        && isLost == other.isLost;
  }
}
