package io.vtepd.lab.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;

/** Medians, ranges and ratios of results. */
record Summary(List<Sample> samples) {

  Summary {
    samples = List.copyOf(samples);
  }

  /** Values of several rounds. */
  record Spread(double median, double least, double most, int count) {

    static Spread of(double[] values) {
      double[] ordered = values.clone();
      Arrays.sort(ordered);
      int middle = ordered.length / 2;
      double median =
          ordered.length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
      return new Spread(median, ordered[0], ordered[ordered.length - 1], ordered.length);
    }

    boolean overlaps(Spread other) {
      return least <= other.most && other.least <= most;
    }
  }

  /** The series that there are, in the order in which they were measured. */
  List<String> series(String ending) {
    LinkedHashSet<String> names = new LinkedHashSet<>();
    samples.stream().map(Sample::series).filter(n -> n.endsWith(ending)).forEach(names::add);
    return new ArrayList<>(names);
  }

  double[] values(String series, Variant variant) {
    return samples.stream()
        .filter(each -> each.series().equals(series) && each.variant() == variant)
        .filter(each -> each.value().isPresent())
        .mapToDouble(each -> each.value().getAsDouble())
        .toArray();
  }

  /** How many times the one is the other, round by round. */
  double[] ratios(String series, Variant one, Variant other) {
    return samples.stream()
        .mapToInt(Sample::round)
        .distinct()
        .mapToObj(round -> ratio(series, round, one, other))
        .flatMap(ratio -> ratio.stream().boxed())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private OptionalDouble ratio(String series, int round, Variant one, Variant other) {
    OptionalDouble upper = value(series, round, one);
    OptionalDouble lower = value(series, round, other);
    return upper.isPresent() && lower.isPresent() && lower.getAsDouble() > 0
        ? OptionalDouble.of(upper.getAsDouble() / lower.getAsDouble())
        : OptionalDouble.empty();
  }

  private OptionalDouble value(String series, int round, Variant variant) {
    return samples.stream()
        .filter(each -> each.round() == round && each.variant() == variant)
        .filter(each -> each.series().equals(series) && each.value().isPresent())
        .mapToDouble(each -> each.value().getAsDouble())
        .findFirst();
  }

  /** What ranges tell of a difference: nothing when they are apart. */
  String doubt(String series, Variant one, Variant other) {
    double[] first = values(series, one);
    double[] second = values(series, other);
    if (first.length < 2 || second.length < 2) {
      return "one round only";
    }
    return Spread.of(first).overlaps(Spread.of(second)) ? "no difference seen" : "";
  }
}
