package io.vtepd.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.lab.packet.Frame;
import io.vtepd.lab.packet.Hop;
import io.vtepd.lab.packet.Journey;
import io.vtepd.lab.packet.OvsdbMessage;
import io.vtepd.lab.run.DatabaseView;
import io.vtepd.lab.run.Finding;
import io.vtepd.lab.run.StepResult;
import io.vtepd.lab.scenario.Scenario;
import io.vtepd.lab.step.Action;
import io.vtepd.lab.step.Step;
import io.vtepd.lab.topology.Topology;
import io.vtepd.lab.topology.TopologyReader;
import io.vtepd.lab.yaml.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report has limits, however much was seen. */
class HugeReportTest {

  private static final int HOSTS = 12;
  private static final int GUESTS = 20;
  private static final int STEPS = 100;
  private static final int FRAMES = 6_000;
  private static final int MESSAGES = 2_000;
  private static final int ROWS = 1_000;
  private static final long SECOND = 1_000_000;

  @TempDir private Path folder;

  private Topology topology() throws IOException {
    StringBuilder text = new StringBuilder("format: 1\nhosts:\n  internet: {kind: router}\n");
    for (int host = 1; host <= HOSTS; host++) {
      text.append(
          """
            h%1$d:
              kind: vtep
              underlay: {ip: 192.168.%1$d.2/24, via: internet}
              bridge: s%1$d
              guests:
          """
              .formatted(host));
      for (int guest = 1; guest <= GUESTS; guest++) {
        text.append(
            "      g%1$d-%2$d: {port: s%1$d-e%2$d, ip: 10.0.%1$d.%2$d/8, mac: 02:00:00:00:%1$02x:%2$02x}\n"
                .formatted(host, guest));
      }
    }
    Path file = Files.writeString(folder.resolve("huge.yaml"), text);
    return TopologyReader.read(file, new Problems()).orElseThrow();
  }

  /** No two are alike, so that nothing folds. */
  private static List<Journey> journeys() {
    List<Journey> journeys = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      int from = i % HOSTS + 1;
      int to = (i + 1) % HOSTS + 1;
      long time = SECOND + i * 14_000L;
      Hop.Outer outer =
          new Hop.Outer("192.168." + from + ".2", "192.168." + to + ".2", 100 + i % 50);
      List<Hop> hops = new ArrayList<>();
      for (int hop = 0; hop < 10; hop++) {
        hops.add(new Hop("internet", "p" + hop, time + hop, Optional.of(outer)));
      }
      String label = "UDP number " + i + " <b>&amp;</b> with many a word".repeat(5);
      Frame frame = new Frame("02:00:00:00:00:01", "02:00:00:00:00:02", label, label);
      journeys.add(
          new Journey(frame, 1400, Optional.of("g" + from + "-1"), List.of("g" + to + "-1"), hops));
    }
    return journeys;
  }

  private static List<OvsdbMessage> messages() {
    List<OvsdbMessage> messages = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      String label = "transact number " + i;
      messages.add(
          new OvsdbMessage(
              SECOND + i * 17_001L,
              "192.168." + (i % HOSTS + 1) + ".1",
              "192.168." + (i % HOSTS + 1) + ".2",
              6632,
              true,
              false,
              label,
              label,
              "{\"a\":\"<&>\"}".repeat(125)));
    }
    return messages;
  }

  private static DatabaseView tables() {
    Map<String, Map<String, String>> rows = new HashMap<>();
    for (int row = 0; row < ROWS; row++) {
      Map<String, String> columns = new HashMap<>();
      for (int column = 0; column < 10; column++) {
        columns.put("column" + column, ("value " + row + " & ").repeat(200));
      }
      rows.put("Ucast_Macs_Remote " + row, columns);
    }
    return new DatabaseView(rows);
  }

  private static List<RunRecord.HostEnd> ends() {
    DatabaseView tables = tables();
    List<String> flows = new ArrayList<>();
    for (int flow = 0; flow < ROWS; flow++) {
      flows.add("table=110,metadata=" + flow + ",actions=" + "output:1,".repeat(300));
    }
    List<RunRecord.HostEnd> ends = new ArrayList<>();
    for (int host = 1; host <= HOSTS; host++) {
      ends.add(new RunRecord.HostEnd("h" + host, DatabaseView.EMPTY, tables, List.of(), flows));
    }
    return ends;
  }

  private static List<RunRecord.StepTime> steps() {
    List<RunRecord.StepTime> steps = new ArrayList<>();
    for (int i = 1; i <= STEPS; i++) {
      Step step =
          new Step(
              "step" + i,
              i,
              Optional.empty(),
              new Action.Exec("h1", "true"),
              List.of(),
              Step.WITHIN,
              List.of());
      List<Finding> failures =
          i < STEPS ? List.of() : List.of(new Finding(false, "a row", "row ".repeat(100_000)));
      steps.add(
          new RunRecord.StepTime(
              i,
              new StepResult(step, Duration.ofMillis(700), failures, "", List.of(), List.of()),
              i * SECOND,
              (i + 1) * SECOND));
    }
    return steps;
  }

  @Test
  void aPageStaysBelowTwoMegabytesAndThreeHundredArrows() throws IOException {
    List<RunRecord.StepTime> steps = steps();
    Scenario scenario =
        new Scenario(
            "huge",
            "Huge",
            Set.of(),
            topology(),
            steps.stream().map(time -> time.result().step()).toList(),
            "huge.yaml",
            List.of());
    RunRecord run =
        new RunRecord(
            scenario,
            "lab/run huge",
            0,
            SECOND,
            (STEPS + 1) * SECOND,
            "",
            steps,
            List.of("a log"),
            journeys(),
            messages(),
            1_000_000,
            ends(),
            List.of(),
            Map.of());
    String page = ReportPage.html(run);
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
    long arrows = Pattern.compile("class=\"arrow\"").matcher(page).results().count();
    assertThat(arrows).isEqualTo(SequencePicture.ARROW_LIMIT);
    long counted = 1_000_000 + FRAMES + MESSAGES - arrows;
    assertThat(page)
        .contains("and " + counted + " more frames, which were counted only")
        .containsPattern("and 9\\d\\d more rows")
        .containsPattern("and 9\\d\\d more flows")
        .contains("characters more");
  }
}
