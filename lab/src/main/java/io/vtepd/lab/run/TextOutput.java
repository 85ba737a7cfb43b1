package io.vtepd.lab.run;

import io.vtepd.lab.net.Plan;
import io.vtepd.lab.scenario.Scenario;
import io.vtepd.lab.step.Step;
import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.Topology;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What a person sees. A terminal rewrites the line of the step that waits; a pipe gets whole lines
 * only, without colour.
 */
public final class TextOutput implements Consumer<RunEvent> {

  private static final int TITLE_LIMIT = 56;
  private static final int SHOWN_LIMIT = 150;

  private final PrintStream out;
  private final boolean terminal;
  private final boolean colour;
  private int idWidth = 10;
  private int titleWidth = 28;
  private int steps;
  private long lastWaitingMs = -1;

  /**
   * @param terminal whether lines can be rewritten
   * @param colour whether ok is green
   */
  public TextOutput(PrintStream out, boolean terminal, boolean colour) {
    this.out = out;
    this.terminal = terminal;
    this.colour = colour;
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.Started started -> started(started.scenario());
      case RunEvent.Cleaned cleaned -> {
        line("  clean  " + cleaned.what());
        cleaned.left().forEach(each -> line("         " + each));
      }
      case RunEvent.Building building -> building(building.scenario());
      case RunEvent.Built built -> {
        line(lineStart() + build(built.scenario()) + seconds(built.took()));
        cables(built);
      }
      case RunEvent.BuildFailed failed -> {
        line(lineStart() + "  " + pad("build", 7) + paint("31", "FAILED"));
        block("seen      ", failed.why());
        line(paint("31", "FAIL") + " in the build, kept for you:");
        ending(failed.scenario(), failed.logs());
      }
      case RunEvent.Waiting waiting -> waiting(waiting);
      case RunEvent.StepDone done -> stepDone(done.number(), done.result());
      case RunEvent.Unchanged unchanged -> {
        line(unchanged.scenario().name() + "  unchanged: it is up, made from the same files.");
        hints(unchanged.scenario());
      }
      case RunEvent.Passed passed -> passed(passed);
      case RunEvent.Failed failed -> failed(failed);
    }
    out.flush();
  }

  private void started(Scenario scenario) {
    steps = scenario.steps().size();
    for (Step step : scenario.steps()) {
      idWidth = Math.max(idWidth, step.id().length());
      titleWidth =
          Math.max(
              titleWidth,
              Math.min(TITLE_LIMIT, step.title().length() + StepRunner.note(step).length() + 2));
    }
    line(scenario.name() + "  " + scenario.title());
  }

  private void building(Scenario scenario) {
    if (terminal) {
      out.print(build(scenario) + "waiting for all to answer");
    }
  }

  private String build(Scenario scenario) {
    String what =
        String.join(" ", scenario.topology().hostNames())
            + " + "
            + scenario.topology().guests().size()
            + " guests";
    return "  " + pad("build", 7) + pad(what, idWidth + 2 + titleWidth);
  }

  /** What hosts have slower cables, and how. */
  private void cables(RunEvent.Built built) {
    for (Host.Attached host : built.scenario().topology().slowed()) {
      boolean isDelayed = host.cable().delay().isPresent();
      line(
          "         %s's cable: %s%s"
              .formatted(
                  host.name(),
                  host.cable().words(),
                  isDelayed ? " by " + built.delays().words() : ""));
    }
  }

  /** Where a line begins that may have to cover one which told of waiting. */
  private String lineStart() {
    return terminal ? "\r\033[K" : "";
  }

  private void waiting(RunEvent.Waiting waiting) {
    long tenths = waiting.waited().toMillis() / 100;
    if (terminal && tenths != lastWaitingMs) {
      lastWaitingMs = tenths;
      String text =
          "waiting "
              + String.format(Locale.ROOT, "%.1f", tenths / 10.0)
              + " of "
              + waiting.limit().toSeconds()
              + " s";
      out.print("\r" + head(waiting.number(), waiting.step(), "") + text + "\033[K");
    }
  }

  private void stepDone(int number, StepResult result) {
    String verdict = result.held() ? paint("32", "ok") : paint("31", "FAILED");
    line(
        lineStart()
            + head(number, result.step(), result.note())
            + seconds(result.took())
            + "  "
            + verdict);
    if (result.held()) {
      result.shown().forEach(seen -> line("         " + shorten(seen, SHOWN_LIMIT)));
    }
    for (Finding finding : result.failures()) {
      block("expected  ", finding.expected());
      block("seen      ", finding.seen());
    }
    result.changed().forEach(change -> block("changed   ", change));
  }

  private void block(String label, String text) {
    String indent = "\n" + " ".repeat(4 + label.length());
    line("    " + label + text.strip().replace("\n", indent));
  }

  private String head(int number, Step step, String note) {
    String title = step.title() + note;
    String shown = title.length() <= titleWidth ? title : title.substring(0, titleWidth - 2) + "..";
    return "  "
        + pad(number + "/" + steps, 7)
        + pad(step.id(), idWidth + 2)
        + pad(shown, titleWidth);
  }

  private static String shorten(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit - 2) + "..";
  }

  private void passed(RunEvent.Passed passed) {
    Topology topology = passed.scenario().topology();
    if (topology.nic().isPresent()) {
      // A host alone has no steps: they are the lab's as a whole.
      line(
          "%s %s + %d guests in %s, its underlay on %s, kept. Try:"
              .formatted(
                  paint("32", "BUILT"),
                  String.join(" ", topology.hostNames()),
                  topology.guests().size(),
                  seconds(passed.took()).strip(),
                  topology.nic().get()));
      hints(passed.scenario());
      return;
    }
    String score =
        paint("32", "PASS") + " " + steps + "/" + steps + " in " + seconds(passed.took()).strip();
    if (passed.kept()) {
      line(score + ", kept. Try:");
      hints(passed.scenario());
    } else {
      line(score + ", all removed.  Look inside: lab/run " + passed.scenario().name() + " --keep");
    }
  }

  private void failed(RunEvent.Failed failed) {
    Step step = failed.result().step();
    line(
        paint("31", "FAIL")
            + " "
            + failed.held()
            + "/"
            + steps
            + " at \""
            + step.id()
            + "\" ("
            + failed.scenario().file()
            + ":"
            + step.line()
            + "), "
            + (steps - failed.held() - 1)
            + " not run, kept for you:");
    failed.scenario().topology().vteps().stream()
        .findFirst()
        .ifPresent(host -> line("  look  lab/exec " + host.name() + " vtep-ctl show"));
    ending(failed.scenario(), failed.logs());
  }

  private void ending(Scenario scenario, List<String> logs) {
    logs.forEach(log -> line("  logs  " + log));
    line("  end   lab/down " + scenario.name());
  }

  private void hints(Scenario scenario) {
    for (Host.SwitchHost host : scenario.topology().switchHosts()) {
      String look =
          host.role().isVtep() ? "vtep-ctl show" : "ovs-ofctl dump-flows " + host.bridge();
      line("  lab/exec " + host.name() + " " + look);
    }
    scenario.topology().guests().stream()
        .findFirst()
        .ifPresent(
            guest -> line("  lab/exec " + guest.name() + " ping " + partner(scenario, guest)));
    scenario.topology().routers().stream()
        .findFirst()
        .ifPresent(router ->
            line(
                "  lab/exec "
                    + router.name()
                    + " vtepd capture -i "
                    + new Plan("", scenario.topology()).uplinks().getFirst().routerInterface()));
    line("  lab/down " + scenario.name());
  }

  private static String partner(Scenario scenario, Guest guest) {
    return scenario.topology().guests().stream()
        .map(other -> other.ip().address())
        .filter(address -> !address.equals(guest.ip().address()))
        .findFirst()
        .orElse(guest.ip().address());
  }

  private void line(String text) {
    out.println(text);
  }

  private String paint(String code, String text) {
    return colour ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%6.1f s", time.toMillis() / 1000.0);
  }
}
