package io.vtepd.lab.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vtepd.lab.journal.OwnedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** A lab that is up, as one JSON object. Members are stable: new ones may come. */
public final class StatusJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StatusJson() {}

  /**
   * The object as a line.
   *
   * @param state empty as long as its first run has not ended
   * @param processes by "node program"
   */
  public static String line(
      String lab, Optional<LabState> state, Map<String, OwnedProcess> processes, Path logs)
      throws IOException {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("lab", lab).put("state", state.map(StatusJson::word).orElse("unfinished"));
    state.ifPresent(ended -> ending(line, ended));
    line.put("logs", logs.toString());
    ArrayNode hosts = line.putArray("hosts");
    for (LabState.HostLine host : state.stream().flatMap(s -> s.hosts().stream()).toList()) {
      ArrayNode guests =
          hosts
              .addObject()
              .put("name", host.name())
              .put("kind", host.kind())
              .put("underlay", host.underlay())
              .putArray("guests");
      host.guests().forEach(guests::add);
    }
    ArrayNode running = line.putArray("processes");
    for (Map.Entry<String, OwnedProcess> each : processes.entrySet()) {
      String[] words = each.getKey().split(" ", 2);
      running
          .addObject()
          .put("node", words[0])
          .put("program", words[1])
          .put("pid", each.getValue().pid())
          .put("up", each.getValue().isAlive());
    }
    return line.toString();
  }

  private static String word(LabState state) {
    return !state.passed() ? "failed" : state.steps() == 0 ? "built" : "passed";
  }

  private static void ending(ObjectNode line, LabState state) {
    line.put("held", state.stepsHeld()).put("steps", state.steps());
    if (!state.passed()) {
      line.put("failed_step", state.failedStep());
    }
    Instant ended = Instant.ofEpochMilli(state.endedAtMs()).truncatedTo(ChronoUnit.SECONDS);
    line.put("ended", ended.toString());
  }
}
