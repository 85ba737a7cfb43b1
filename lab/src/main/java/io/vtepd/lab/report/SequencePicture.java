package io.vtepd.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Draws what travelled as a sequence diagram: a row an arrow, a bar a step. A row opens on a click
 * and shows what was around the frame and where it was seen when.
 */
final class SequencePicture {

  /** Arrows that are drawn; the rest is counted. */
  static final int ARROW_LIMIT = 300;

  /** Characters of all details; what comes after these is cut, as the page stays below 2 MB. */
  private static final int DETAIL_LIMIT = 200_000;

  private static final int SHORT_DETAIL = 300;

  private static final double ROW = 32;
  private static final double TIME_WIDTH = 70;
  private static final double COUNT_WIDTH = 56;
  private static final double LANE_WIDTH_LEAST = 44;
  private static final double LANE_WIDTH_MOST = 170;
  private static final double WIDTH = 1130;
  private static final double SIZE = 11.5;
  private static final double HEAD_SIZE = 12;

  private final RunRecord run;
  private final Lanes lanes;
  private final Tenants tenants;
  private final Markup out = new Markup();
  private final double laneWidth;
  private final double width;
  private int drawn;
  private int detailChars;
  private long undrawn;

  private SequencePicture(RunRecord run, Tenants tenants) {
    this.run = run;
    this.tenants = tenants;
    this.lanes = Lanes.of(run.scenario().topology(), Arrows.busy(run));
    int count = Math.max(1, lanes.names().size());
    double room = (WIDTH - TIME_WIDTH - COUNT_WIDTH) / count;
    this.laneWidth = Math.clamp(room, LANE_WIDTH_LEAST, LANE_WIDTH_MOST);
    this.width = TIME_WIDTH + COUNT_WIDTH + laneWidth * count;
  }

  /** The diagram as HTML. */
  static String draw(RunRecord run, Tenants tenants) {
    return new SequencePicture(run, tenants).html();
  }

  private String html() {
    List<Arrow> arrows = Arrows.of(run, lanes, tenants);
    out.open("div", "class", "sequence", "style", "width:" + Markup.number(width) + "px");
    head();
    int next = 0;
    long begin = run.builtUs() == 0 ? run.startedUs() : run.builtUs();
    next = part("build", "", arrows, next, run.steps().isEmpty() ? Long.MAX_VALUE : begin);
    for (int i = 0; i < run.steps().size(); i++) {
      RunRecord.StepTime step = run.steps().get(i);
      boolean last = i + 1 == run.steps().size();
      String state = step.result().held() ? "ok" : "failed";
      next =
          part(
              step.number() + "  " + step.result().step().id(),
              state,
              arrows,
              next,
              last ? Long.MAX_VALUE : step.endedUs());
    }
    long more = undrawn + run.uncounted();
    if (more > 0) {
      out.element("p", "and " + more + " more frames, which were counted only", "class", "note");
    }
    return out.close("div").toString();
  }

  private double x(int lane) {
    return TIME_WIDTH + laneWidth * (lane + 0.5);
  }

  /** Lane names; where they are wider than their lanes they take turns on several lines. */
  private void head() {
    double widest =
        lanes.names().stream().mapToDouble(name -> TextWidth.of(name, HEAD_SIZE)).max().orElse(0);
    int lines = (int) Math.clamp(Math.ceil((widest + 8) / laneWidth), 1, 4);
    double height = 10 + lines * 17;
    svg(height, "lanehead");
    for (int i = 0; i < lanes.names().size(); i++) {
      String name = lanes.names().get(i);
      String style = "lane " + tenants.style(tenants.vni(name));
      double y = 15 + (i % lines) * 17;
      out.line(x(i), y + 4, x(i), height, "lanes");
      out.word(x(i), y, "middle", style, TextWidth.cut(name, HEAD_SIZE, laneWidth * lines - 8));
    }
    out.close("svg");
    out.open("svg", "width", 0, "height", 0, "class", "defs").open("defs");
    out.open("g", "id", "lanes");
    for (int i = 0; i < lanes.names().size(); i++) {
      out.line(x(i), 0, x(i), ROW, "lanes");
    }
    out.close("g").close("defs").close("svg");
  }

  private void svg(double height, String style) {
    out.open(
        "svg",
        "viewBox",
        "0 0 " + Markup.number(width) + " " + Markup.number(height),
        "width",
        width,
        "height",
        height,
        "class",
        style);
  }

  /** A step with its arrows; returns where the next one's begin. */
  private int part(String title, String state, List<Arrow> arrows, int from, long untilUs) {
    int to = from;
    while (to < arrows.size() && arrows.get(to).timeUs() <= untilUs) {
      to++;
    }
    if (to == from && state.isEmpty()) {
      return to;
    }
    out.open("section", "class", "part " + state);
    out.open("h4").text(title).close("h4");
    for (Folding.Fold fold : Folding.fold(arrows.subList(from, to))) {
      if (drawn + fold.arrows().size() > ARROW_LIMIT) {
        undrawn += fold.count();
        continue;
      }
      drawn += fold.arrows().size();
      out.open("div", "class", fold.times() > 1 ? "fold" : "once");
      for (int i = 0; i < fold.arrows().size(); i++) {
        row(fold.arrows().get(i), i == 0 ? fold.times() : 1);
      }
      out.close("div");
    }
    out.close("section");
    return to;
  }

  private void row(Arrow arrow, int times) {
    out.open("details").open("summary");
    svg(ROW, "arrow");
    out.empty("use", "href", "#lanes");
    long origin = run.builtUs() == 0 ? run.startedUs() : run.builtUs();
    String time = String.format(Locale.ROOT, "%.3f", (arrow.timeUs() - origin) / 1e6);
    out.word(TIME_WIDTH - 12, 22, "end", "time", time);
    draw(arrow);
    label(arrow);
    if (times > 1) {
      out.word(width - 8, 22, "end", "times", "\u00d7" + times);
    }
    out.close("svg").close("summary");
    String details = String.join("\n", arrow.details());
    if (detailChars + details.length() > DETAIL_LIMIT) {
      details = details.substring(0, Math.min(details.length(), SHORT_DETAIL)) + " ..";
    }
    detailChars += details.length();
    out.element("pre", details).close("details");
  }

  private void draw(Arrow arrow) {
    double y = 24;
    TreeSet<Integer> touched = new TreeSet<>(arrow.to());
    touched.add(arrow.from());
    String style = "way " + arrow.style();
    out.line(x(touched.first()), y, x(touched.last()), y, style);
    if (arrow.tunnel().size() > 1) {
      TreeSet<Integer> ends = new TreeSet<>(arrow.tunnel());
      out.line(x(ends.first()), y, x(ends.last()), y, "through paperline");
      out.line(x(ends.first()), y, x(ends.last()), y, "through " + arrow.style());
    }
    out.empty("circle", "cx", x(arrow.from()), "cy", y, "r", 3.0, "class", "fill " + arrow.style());
    for (int to : arrow.to()) {
      double at = x(to);
      double back = to > arrow.from() ? -8 : 8;
      if (arrow.isLost()) {
        String d = "M%s %sl8 8m0 -8l-8 8".formatted(Markup.number(at - 4), Markup.number(y - 4));
        out.empty("path", "d", d, "class", "lost");
      } else {
        String d =
            "M%s %sl%s -4.5v9z".formatted(Markup.number(at), Markup.number(y), Markup.number(back));
        out.empty("path", "d", d, "class", "fill " + arrow.style());
      }
    }
  }

  private void label(Arrow arrow) {
    double tagWidth = arrow.tag().isEmpty() ? 0 : TextWidth.of(arrow.tag(), 10) + 12;
    double room = width - TIME_WIDTH - COUNT_WIDTH;
    String words = TextWidth.cut(arrow.label(), SIZE, room - tagWidth - 10);
    double wordsWidth = TextWidth.of(words, SIZE);
    List<Integer> all = new ArrayList<>(arrow.to());
    all.add(arrow.from());
    double left = x(all.stream().min(Integer::compare).orElseThrow());
    double right = x(all.stream().max(Integer::compare).orElseThrow());
    double whole = wordsWidth + tagWidth + 6;
    double start =
        Math.clamp(
            (left + right - whole) / 2,
            TIME_WIDTH,
            Math.max(TIME_WIDTH, TIME_WIDTH + room - whole));
    out.box(start - 2, 3, whole + 4, 15, 4, "paper");
    if (tagWidth > 0) {
      out.box(start, 4, tagWidth, 14, 7, "chip " + arrow.style());
      out.word(start + tagWidth / 2, 14.5, "middle", "tag", arrow.tag());
    }
    out.word(start + tagWidth + (tagWidth > 0 ? 6 : 3), 15, "start", "what", words);
  }
}
