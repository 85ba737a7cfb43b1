package io.vtepd.lab.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The page of a run. */
public final class ReportPage {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ROOT);

  private ReportPage() {}

  /** The whole page; the same run gives the same text. */
  public static String html(RunRecord run) {
    Tenants tenants = Tenants.of(run.scenario().topology(), run.journeys(), run.hosts());
    Markup out = new Markup();
    verdict(out, run);
    section(out, "topology", "Topology");
    out.open("figure").raw(TopologyPicture.draw(run, tenants));
    out.element("figcaption", legend(tenants)).close("figure").close("section");
    section(out, "steps", "Steps");
    out.raw(StepList.draw(run)).close("section");
    section(out, "packets", "Packets");
    out.element(
        "p",
        "Time is in seconds since the lab was up. An arrow is one frame, from the first place where it was seen to "
            + "the last; thick and dashed is where it was in a tunnel, \u00d7 where it went no further. "
            + "Click one to see what was around it.",
        "class",
        "note");
    out.open("div", "class", "scroll").raw(SequencePicture.draw(run, tenants)).close("div");
    out.close("section");
    section(out, "ends", "Tables and flows at the end");
    out.element("p", "Marked is what the steps changed.", "class", "note");
    out.raw(HostTables.draw(run)).close("section");
    section(out, "versions", "Versions");
    out.open("dl", "class", "versions");
    for (Map.Entry<String, String> each : run.versions().entrySet()) {
      out.element("dt", each.getKey()).element("dd", each.getValue());
    }
    out.close("dl");
    run.remarks().forEach(remark -> out.element("p", remark, "class", "note"));
    out.close("section");
    return PageFrame.page(
        run.scenario().name() + ": " + (run.passed() ? "passed" : "failed"), out.toString());
  }

  private static void section(Markup out, String id, String title) {
    out.open("section", "id", id).element("h2", title);
  }

  private static String legend(Tenants tenants) {
    return "Solid: a cable. Dashed: a VXLAN tunnel. Dotted: OVSDB in TLS."
        + (tenants.vnis().isEmpty()
            ? ""
            : " A letter and its colour: a tenant, whose frames are in that VNI."
                + " BFD: the switches watch the tunnel.");
  }

  private static void verdict(Markup out, RunRecord run) {
    int steps = run.scenario().steps().size();
    out.open("header", "class", run.passed() ? "pass" : "fail");
    out.open("div", "class", "verdict").element("strong", run.passed() ? "PASS" : "FAIL");
    out.element("span", run.held() + "/" + steps).close("div");
    out.open("div").element("h1", run.scenario().title());
    out.open("p").element("b", run.scenario().name());
    out.text(String.format(Locale.ROOT, ", %.1f s, ", (run.endedUs() - run.startedUs()) / 1e6));
    out.text(
        DATE.format(Instant.ofEpochSecond(run.startedUs() / 1_000_000).atOffset(ZoneOffset.UTC)));
    out.close("p");
    out.open("p").text("Repeat it: ").element("code", run.command(), "class", "command").close("p");
    if (!run.trouble().isEmpty()) {
      out.element("p", "The lab could not be built.").element("pre", run.trouble());
      run.logs().forEach(log -> out.element("p", "See " + log));
    }
    out.close("div").close("header");
  }
}
