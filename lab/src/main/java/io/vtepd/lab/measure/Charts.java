package io.vtepd.lab.measure;

import io.vtepd.lab.report.Markup;
import java.util.List;
import java.util.Map;

/** Charts of a measurement as SVG, each with what it was made of under it. */
final class Charts {

  static final double WIDTH = 640;
  private static final double HEIGHT = 330;
  private static final double LEFT = 74;
  private static final double RIGHT = 24;
  private static final double TOP = 50;
  private static final double BOTTOM = 62;
  private static final int CURVE_POINTS = 200;

  private final Summary summary;
  private final String footer;

  /**
   * @param footer the machine and how much was measured
   */
  Charts(Summary summary, String footer) {
    this.summary = summary;
    this.footer = footer;
  }

  private static Markup begin(String title, double height) {
    Markup out = new Markup();
    out.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "chart",
        "viewBox",
        "0 0 " + Markup.number(WIDTH) + " " + Markup.number(height),
        "width",
        WIDTH,
        "height",
        height,
        "role",
        "img",
        "aria-label",
        title);
    out.box(0, 0, WIDTH, height, 0, "paper");
    return out.word(LEFT - 50, 24, "start", "title", title);
  }

  private String end(Markup out, double height) {
    return out.word(LEFT - 50, height - 10, "start", "soft", footer).close("svg").toString();
  }

  /** How high a chart is, in pixels. */
  static int height(String svg) {
    return Integer.parseInt(svg.replaceFirst("(?s).*? height=\"(\\d+).*", "$1"));
  }

  static String style(Variant variant) {
    return switch (variant) {
      case DIRECT -> "t7";
      case VTEPD -> "t1";
      case MIXED -> "t3";
      case REFERENCE -> "t4";
    };
  }

  /** A test's throughput of each variant: a dot a run, a bar for the median, from zero. */
  String throughput(String series, String title) {
    double most = 0;
    for (Variant variant : Variant.values()) {
      for (double value : summary.values(series, variant)) {
        most = Math.max(most, value);
      }
    }
    double top = Scale.ceiling(most);
    Markup out = begin(title, HEIGHT);
    double floor = HEIGHT - BOTTOM;
    double room = floor - TOP;
    for (int i = 0; i <= 4; i++) {
      double y = floor - room * i / 4;
      out.line(LEFT, y, WIDTH - RIGHT, y, i == 0 ? "axis" : "grid");
      out.word(LEFT - 8, y + 4, "end", "soft", Scale.bits(top * i / 4));
    }
    double step = (WIDTH - LEFT - RIGHT) / Variant.values().length;
    double centre = LEFT - step / 2;
    for (Variant variant : Variant.values()) {
      centre += step;
      out.word(centre, floor + 20, "middle", "name", variant.label());
      double[] values = summary.values(series, variant);
      if (values.length == 0) {
        out.word(centre, floor - 12, "middle", "soft", "no result");
        continue;
      }
      Summary.Spread spread = Summary.Spread.of(values);
      double bar = room * spread.median() / top;
      out.box(centre - 38, floor - bar, 76, bar, 3, "pillar " + style(variant));
      for (int i = 0; i < values.length; i++) {
        double x = centre + (values.length == 1 ? 0 : (i / (values.length - 1.0) - 0.5) * 52);
        out.empty(
            "circle",
            "cx",
            x,
            "cy",
            floor - room * values[i] / top,
            "r",
            3.5,
            "class",
            "dot " + style(variant));
      }
      double above = floor - room * spread.most() / top - 9;
      out.word(centre, above, "middle", "value", Scale.bits(spread.median()));
    }
    return end(out, HEIGHT);
  }

  /** How many times the one carries what the other does: a dot a round, a line at one. */
  String ratios(List<String> all, List<String> names, Variant one, Variant other) {
    double height = TOP + all.size() * 44 + BOTTOM + 10;
    Markup out =
        begin(one.label() + " against " + other.label() + ", round by round (1 is equal)", height);
    double most = 2;
    for (String series : all) {
      for (double ratio : summary.ratios(series, one, other)) {
        most = Math.max(most, ratio);
      }
    }
    double top = Scale.ceiling(most);
    double left = LEFT + 80;
    double room = WIDTH - left - RIGHT - 130;
    double floor = TOP + all.size() * 44;
    for (int i = 0; i <= 4; i++) {
      double x = left + room * i / 4;
      out.line(x, TOP, x, floor, i == 0 ? "axis" : "grid");
      out.word(x, floor + 18, "middle", "soft", Scale.plain(top * i / 4));
    }
    out.line(left + room / top, TOP - 6, left + room / top, floor, "one");
    for (int i = 0; i < all.size(); i++) {
      double y = TOP + 44 * i + 22;
      out.word(left - 10, y + 4, "end", "name", names.get(i));
      double[] ratios = summary.ratios(all.get(i), one, other);
      if (ratios.length == 0) {
        out.word(left + 8, y + 4, "start", "soft", "no result");
        continue;
      }
      Summary.Spread spread = Summary.Spread.of(ratios);
      for (double ratio : ratios) {
        out.empty(
            "circle",
            "cx",
            left + room * ratio / top,
            "cy",
            y,
            "r",
            5.0,
            "class",
            "dot " + style(one));
      }
      out.box(left + room * spread.median() / top - 2, y - 13, 4, 26, 1, "median " + style(one));
      String doubt = summary.doubt(all.get(i), one, other);
      out.word(
          left + room + 12,
          y + (doubt.isEmpty() ? 4 : -2),
          "start",
          "value",
          Scale.plain(spread.median()) + " \u00d7");
      if (!doubt.isEmpty()) {
        out.word(left + room + 12, y + 13, "start", "soft", doubt);
      }
    }
    return end(out, height);
  }

  /** What part of the pings came back in which time, on a logarithmic scale. */
  String latency(String title, Map<Variant, List<Latency>> pings) {
    Markup out = begin(title, HEIGHT);
    double least = Double.MAX_VALUE;
    double most = 10;
    for (List<Latency> each : pings.values()) {
      for (Latency latency : each) {
        least = Math.min(least, latency.quantile(0));
        most = Math.max(most, latency.quantile(0.999));
      }
    }
    int low = (int) Math.floor(Math.log10(Math.clamp(least, 1, most)));
    int high = (int) Math.max(low + 1, Math.ceil(Math.log10(most)));
    double floor = HEIGHT - BOTTOM;
    double room = floor - TOP;
    double across = WIDTH - LEFT - RIGHT - 140;
    for (int i = 0; i <= 4; i++) {
      double y = floor - room * i / 4;
      out.line(LEFT, y, LEFT + across, y, i == 0 ? "axis" : "grid");
      out.word(LEFT - 8, y + 4, "end", "soft", 25 * i + " %");
    }
    for (int decade = low; decade <= high; decade++) {
      double x = LEFT + across * (decade - low) / (high - low);
      out.line(x, TOP, x, floor, "grid");
      out.word(x, floor + 18, "middle", "soft", Scale.microseconds(Math.pow(10, decade)));
    }
    int place = 0;
    for (Variant variant : Variant.values()) {
      double y = TOP + 18 + 24 * place++;
      out.line(LEFT + across + 10, y - 4, LEFT + across + 26, y - 4, "curve " + style(variant));
      out.word(LEFT + across + 32, y, "start", "name", variant.label());
      Latency all = Latency.together(pings.getOrDefault(variant, List.of()));
      if (all.received() > 0) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i <= CURVE_POINTS; i++) {
          double part = Math.min(0.999, Math.max(0.001, i / (double) CURVE_POINTS));
          double decade = Math.log10(Math.max(1, all.quantile(part)));
          double x = LEFT + across * (decade - low) / (high - low);
          path.append(i == 0 ? "M" : "L").append(Markup.number(x)).append(' ');
          path.append(Markup.number(floor - room * part));
        }
        out.empty("path", "d", path, "class", "curve " + style(variant));
      }
    }
    return end(out, HEIGHT);
  }
}
