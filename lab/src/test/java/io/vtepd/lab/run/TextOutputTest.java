package io.vtepd.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.lab.scenario.Library;
import io.vtepd.lab.scenario.Scenario;
import io.vtepd.lab.scenario.ScenarioReader;
import io.vtepd.lab.step.Step;
import io.vtepd.lab.yaml.Problems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextOutputTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private static Scenario lesson() throws IOException {
    Library library = new Library(Path.of("").toAbsolutePath());
    return new ScenarioReader(library, new Problems())
        .read("lesson02", Optional.empty())
        .orElseThrow();
  }

  private void tell(TextOutput output, boolean held) throws IOException {
    Scenario scenario = lesson();
    Step step = scenario.steps().getFirst();
    List<Finding> failures =
        held ? List.of() : List.of(new Finding(false, "replies from 10.0.0.2", "0 of 25 replies"));
    StepResult result =
        new StepResult(
            step, Duration.ofMillis(1234), failures, "", List.of(), List.of("s2 is new"));
    output.accept(new RunEvent.Started(scenario));
    output.accept(new RunEvent.Waiting(1, step, Duration.ofMillis(3100), Duration.ofSeconds(5)));
    output.accept(new RunEvent.StepDone(1, result));
    if (held) {
      output.accept(new RunEvent.Passed(scenario, Duration.ofMillis(4200), false));
    } else {
      output.accept(new RunEvent.Failed(scenario, result, 0, List.of("lab/.run/x/vtepd.log")));
    }
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aPipeGetsWholeLinesWithoutColour() throws IOException {
    tell(new TextOutput(out, false, false), true);
    assertThat(text()).doesNotContain("\033", "\r", "waiting");
    assertThat(text().lines().toList().getFirst())
        .isEqualTo("lesson02  Two tenants, one address plan, a hardware VTEP");
    assertThat(text())
        .containsPattern("  1/14 +flows +server1 is programmed by hand +1.2 s  ok")
        .contains("PASS 14/14 in 4.2 s, all removed.  Look inside: lab/run lesson02 --keep");
  }

  @Test
  void aTerminalSeesTheWaitAndHasItsLineRewritten() throws IOException {
    tell(new TextOutput(out, true, true), true);
    assertThat(text()).contains("waiting 3.1 of 5 s\033[K").contains("\033[32mok\033[0m");
  }

  @Test
  void aFailureShowsExpectedAndSeenAndWhereToLook() throws IOException {
    tell(new TextOutput(out, false, false), false);
    assertThat(text())
        .contains(
            "1.2 s  FAILED",
            "    expected  replies from 10.0.0.2\n",
            "    seen      0 of 25 replies\n",
            "    changed   s2 is new\n",
            "FAIL 0/14 at \"flows\" (lesson02.yaml:9), 13 not run, kept for you:",
            "  look  lab/exec server2 vtep-ctl show",
            "  logs  lab/.run/x/vtepd.log",
            "  end   lab/down lesson02");
  }

  @Test
  void aHostAloneIsSaidToBeBuilt() throws IOException {
    Scenario lesson = lesson();
    Scenario alone = lesson.alone(lesson.topology().switchHost("server2").orElseThrow(), "eth9");
    new TextOutput(out, false, false)
        .accept(new RunEvent.Passed(alone, Duration.ofMillis(3100), true));
    assertThat(text())
        .contains("BUILT server2 + 2 guests in 3.1 s, its underlay on eth9, kept. Try:")
        .contains("lab/exec server2 vtep-ctl show")
        .doesNotContain("PASS");
  }
}
