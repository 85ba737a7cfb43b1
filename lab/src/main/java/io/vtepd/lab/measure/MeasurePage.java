package io.vtepd.lab.measure;

import io.vtepd.lab.report.Markup;
import io.vtepd.lab.report.PageFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** A measurement as a page, and its charts by name. */
final class MeasurePage {

  private final Summary summary;
  private final Settings settings;
  private final String time;
  private final Map<String, String> versions;
  private final Map<String, String> charts = new LinkedHashMap<>();

  MeasurePage(Measurement measured, Settings settings, String time, Map<String, String> versions) {
    this.summary = new Summary(measured.samples());
    this.settings = settings;
    this.time = time;
    this.versions = versions;
    Charts drawing = new Charts(summary, footer());
    List<String> all = summary.series(" throughput");
    for (String series : all) {
      charts.put(series.replace(" ", "-"), drawing.throughput(series, title(series)));
    }
    List<String> names = all.stream().map(MeasurePage::title).toList();
    charts.put("ratio-ovs-vtep", drawing.ratios(all, names, Variant.VTEPD, Variant.REFERENCE));
    charts.put("ratio-direct", drawing.ratios(all, names, Variant.VTEPD, Variant.DIRECT));
    charts.put("latency-idle", drawing.latency("Round-trip time, idle", measured.idle()));
    charts.put(
        "latency-loaded", drawing.latency("Round-trip time, under TCP load", measured.loaded()));
  }

  private String footer() {
    StringJoiner words = new StringJoiner(", ");
    words.add(versions.getOrDefault("processors", "?") + " processors");
    words.add(versions.getOrDefault("Open vSwitch", "").replaceFirst(".*\\) ", "Open vSwitch "));
    words.add(versions.getOrDefault("kernel", ""));
    words.add(
        settings.rounds()
            + (settings.rounds() == 1 ? " round of " : " rounds of ")
            + settings.seconds()
            + " s");
    return words.toString();
  }

  private static String title(String series) {
    String[] words = series.split(" ", -1);
    return words[0].equals("tcp") ? "TCP" : "UDP " + words[1] + " B";
  }

  /** Charts by their names. */
  Map<String, String> charts() {
    return Map.copyOf(charts);
  }

  String html() {
    Markup out = new Markup();
    long failed = summary.samples().stream().filter(each -> each.value().isEmpty()).count();
    out.open("header", "class", failed == 0 ? "pass" : "fail").open("div");
    out.element("h1", "What two gateways cost");
    out.element("p", time + ", " + footer());
    out.element(
        "p",
        "Two guests, on a cable of their own, through two vtepd, through one of each, and through"
            + " two ovs-vtep, in turns. UDP at the highest rate that loses 0.1 % at most; latency by"
            + " a ping each millisecond.");
    if (failed > 0) {
      out.element("p", failed + " runs failed, see below.");
    }
    out.close("div").close("header");
    out.element("h2", "Charts").open("div", "class", "charts");
    charts.values().forEach(out::raw);
    out.close("div");
    out.element("h2", "Medians, and from least to most");
    table(out);
    failures(out);
    out.element("h2", "Versions").open("dl", "class", "versions");
    versions.forEach((name, version) -> out.element("dt", name).element("dd", version));
    return PageFrame.page("Measurement of " + time, out.close("dl").toString());
  }

  private void table(Markup out) {
    out.open("table").open("thead").open("tr").element("th", "what");
    for (Variant variant : Variant.values()) {
      out.element("th", variant.label());
    }
    out.element("th", "vtepd : ovs-vtep").close("tr").close("thead").open("tbody");
    for (String series : summary.series("")) {
      out.open("tr").element("td", series);
      for (Variant variant : Variant.values()) {
        out.element("td", cell(series, summary.values(series, variant)));
      }
      double[] ratios = summary.ratios(series, Variant.VTEPD, Variant.REFERENCE);
      String ratio =
          ratios.length == 0
              ? "-"
              : String.format(Locale.ROOT, "%.2f", Summary.Spread.of(ratios).median())
                  + doubt(series);
      out.element("td", ratio).close("tr");
    }
    out.close("tbody").close("table");
  }

  private String doubt(String series) {
    String doubt = summary.doubt(series, Variant.VTEPD, Variant.REFERENCE);
    return doubt.isEmpty() ? "" : ", " + doubt;
  }

  static String cell(String series, double[] values) {
    if (values.length == 0) {
      return "-";
    }
    Summary.Spread spread = Summary.Spread.of(values);
    List<String> words = new ArrayList<>();
    for (double value : new double[] {spread.median(), spread.least(), spread.most()}) {
      words.add(
          series.endsWith("throughput")
              ? Scale.bits(value)
              : series.endsWith("loss")
                  ? String.format(Locale.ROOT, "%.2f %%", value)
                  : Scale.microseconds(value));
    }
    return words.get(0) + " (" + words.get(1) + " to " + words.get(2) + ")";
  }

  private void failures(Markup out) {
    List<Sample> failed =
        summary.samples().stream().filter(each -> each.value().isEmpty()).toList();
    if (!failed.isEmpty()) {
      out.element("h2", "Failed runs");
      failed.forEach(each ->
          out.element(
              "p",
              "round "
                  + each.round()
                  + ", "
                  + each.variant().id()
                  + ", "
                  + each.series()
                  + ": "
                  + each.error()));
    }
  }
}
