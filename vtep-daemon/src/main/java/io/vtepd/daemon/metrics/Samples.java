package io.vtepd.daemon.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One reading of metrics, and its text in Prometheus's format (version 0.0.4). For one thread.
 *
 * <p>Names from the wire may stand in labels: they are escaped and cut, and what comes after {@link
 * #SERIES_LIMIT} series of a metric is added up in a series named {@code other}.
 */
public final class Samples {

  /** Series that a metric may have; the last one is {@code other} when there are more. */
  public static final int SERIES_LIMIT = 200;

  /** Characters of a label's value. */
  public static final int LABEL_LIMIT = 64;

  private static final String OTHER = "other";

  private final Map<Metric, Map<List<String>, Double>> series = new EnumMap<>(Metric.class);
  private final Map<Metric, Map<List<String>, Times>> histograms = new EnumMap<>(Metric.class);

  /** One reading of a histogram, or of several that are one series. */
  private static final class Times {
    private final long[] counts = new long[Histogram.bucketCount()];
    private double sumSeconds;

    void add(Histogram histogram) {
      for (int bucket = 0; bucket < counts.length; bucket++) {
        counts[bucket] += histogram.count(bucket);
      }
      sumSeconds += histogram.sumSeconds();
    }
  }

  /**
   * Adds to a series; two values of one series are summed.
   *
   * @param labels one value for each label of the metric
   */
  public void add(Metric metric, double value, String... labels) {
    if (labels.length != metric.labels().size()) {
      throw new IllegalArgumentException(metric + " has the labels " + metric.labels());
    }
    Map<List<String>, Double> all = series.computeIfAbsent(metric, any -> new LinkedHashMap<>());
    List<String> key = new ArrayList<>();
    for (String label : labels) {
      key.add(cut(label));
    }
    boolean full = !all.containsKey(key) && all.size() >= SERIES_LIMIT - 1;
    all.merge(full ? Collections.nCopies(labels.length, OTHER) : key, value, Double::sum);
  }

  /** The same of a whole number. */
  public void add(Metric metric, long value, String... labels) {
    add(metric, (double) value, labels);
  }

  /** The same with 1 for yes. */
  public void add(Metric metric, boolean value, String... labels) {
    add(metric, value ? 1L : 0L, labels);
  }

  /**
   * Adds what something took, by methods of ours and the like: these labels are no names from the
   * wire. Histograms of one series are added up.
   */
  public void add(Metric metric, Histogram histogram, String... labels) {
    if (labels.length != metric.labels().size()) {
      throw new IllegalArgumentException(metric + " has the labels " + metric.labels());
    }
    histograms
        .computeIfAbsent(metric, any -> new LinkedHashMap<>())
        .computeIfAbsent(List.of(labels), any -> new Times())
        .add(histogram);
  }

  /** All that was added, in order of the metrics. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Metric metric : Metric.values()) {
      if (series.containsKey(metric) || histograms.containsKey(metric)) {
        text.append("# HELP ").append(metric.id()).append(' ').append(metric.sentence());
        text.append("\n# TYPE ").append(metric.id()).append(' ').append(metric.type());
        text.append('\n');
        series
            .getOrDefault(metric, Map.of())
            .forEach((labels, value) -> line(text, metric.id(), metric.labels(), labels, value));
        histograms
            .getOrDefault(metric, Map.of())
            .forEach((labels, times) -> lines(text, metric, labels, times));
      }
    }
    return text.toString();
  }

  private static void lines(StringBuilder text, Metric metric, List<String> labels, Times times) {
    List<String> names = new ArrayList<>(metric.labels());
    names.add("le");
    long count = 0;
    for (int bucket = 0; bucket < times.counts.length; bucket++) {
      count += times.counts[bucket];
      double bound = Histogram.boundSeconds(bucket);
      List<String> values = new ArrayList<>(labels);
      values.add(Double.isInfinite(bound) ? "+Inf" : number(bound));
      line(text, metric.id() + "_bucket", names, values, (double) count);
    }
    line(text, metric.id() + "_sum", metric.labels(), labels, times.sumSeconds);
    line(text, metric.id() + "_count", metric.labels(), labels, (double) count);
  }

  private static void line(
      StringBuilder text, String id, List<String> names, List<String> labels, double value) {
    text.append(id);
    for (int i = 0; i < labels.size(); i++) {
      text.append(i == 0 ? '{' : ',').append(names.get(i)).append("=\"");
      escape(text, labels.get(i));
      text.append('"');
    }
    text.append(labels.isEmpty() ? " " : "} ").append(number(value)).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String cut(String label) {
    int end = Math.min(label.length(), LABEL_LIMIT);
    boolean splits = end < label.length() && Character.isHighSurrogate(label.charAt(end - 1));
    return label.substring(0, splits ? end - 1 : end);
  }

  /** The format knows three escapes; other control characters would only confuse terminals. */
  private static void escape(StringBuilder text, String label) {
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '"' -> text.append("\\\"");
        case '\n' -> text.append("\\n");
        default -> text.append(Character.isISOControl(c) ? '?' : c);
      }
    }
  }
}
