package io.vtepd.lab.report;

import io.vtepd.lab.run.Finding;
import io.vtepd.lab.run.StepResult;
import io.vtepd.lab.step.Expectation;
import io.vtepd.lab.step.Step;
import java.util.List;
import java.util.Locale;

/** The steps with outcome and time; one that failed stands open. */
final class StepList {

  /** Characters of what was expected or seen: a table may have any number of rows. */
  private static final int TEXT_LIMIT = 4_000;

  /** Lines of what was seen, and of what did not hold, of one step. */
  private static final int LINE_LIMIT = 40;

  private StepList() {}

  static String draw(RunRecord run) {
    Markup out = new Markup();
    double longest = run.steps().stream().mapToDouble(StepList::seconds).max().orElse(1);
    out.open("ol", "class", "steps");
    for (RunRecord.StepTime step : run.steps()) {
      step(out, run, step, longest);
    }
    List<Step> all = run.scenario().steps();
    for (Step left : all.subList(Math.min(run.steps().size(), all.size()), all.size())) {
      out.open("li", "class", "notrun").open("div", "class", "line");
      out.element("span", "\u2013", "class", "mark").element("code", left.id());
      out.element("span", left.title(), "class", "say").element("span", "not run", "class", "took");
      out.close("div").close("li");
    }
    return out.close("ol").toString();
  }

  private static double seconds(RunRecord.StepTime step) {
    return step.result().took().toNanos() / 1e9;
  }

  private static void step(Markup out, RunRecord run, RunRecord.StepTime time, double longest) {
    StepResult result = time.result();
    out.open("li", "class", result.held() ? "held" : "failed");
    out.open("details", result.held() ? "class" : "open", result.held() ? "step" : "open");
    out.open("summary", "class", "line");
    out.element("span", result.held() ? "\u2713" : "\u2717", "class", "mark");
    out.element("code", result.step().id());
    out.element("span", result.step().title() + result.note() + outage(result), "class", "say");
    double part = Math.max(0.01, seconds(time) / Math.max(0.001, longest));
    out.open("span", "class", "bar");
    out.element("i", "", "style", "width:" + Markup.number(part * 100) + "%").close("span");
    out.element("span", String.format(Locale.ROOT, "%.2f s", seconds(time)), "class", "took");
    out.close("summary").open("dl");
    pair(out, "does", result.step().action().describe());
    pair(out, "stands in", run.scenario().file() + ", line " + result.step().line());
    result.shown().stream().limit(LINE_LIMIT).forEach(shown -> pair(out, "seen", shown));
    for (Finding finding : result.failures().stream().limit(LINE_LIMIT).toList()) {
      pair(out, "expected", finding.expected());
      pair(out, "seen", finding.seen());
    }
    result.changed().forEach(change -> pair(out, "changed", change));
    if (!result.held()) {
      run.logs().forEach(log -> pair(out, "log", log));
    }
    out.close("dl").close("details").close("li");
  }

  /** What a step that asks for an outage saw: the figure that people look for. */
  private static String outage(StepResult result) {
    boolean asked =
        result.step().expectations().stream().anyMatch(Expectation.Outage.class::isInstance);
    return asked && !result.shown().isEmpty() ? ": " + result.shown().getLast() : "";
  }

  private static void pair(Markup out, String name, String value) {
    out.element("dt", name).element("dd", cut(value));
  }

  private static String cut(String text) {
    return text.length() <= TEXT_LIMIT
        ? text
        : text.substring(0, TEXT_LIMIT)
            + " .. and "
            + (text.length() - TEXT_LIMIT)
            + " characters more";
  }
}
