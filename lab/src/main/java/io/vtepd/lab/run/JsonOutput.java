package io.vtepd.lab.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.function.Consumer;

/** What a program reads: one JSON object a line. */
public final class JsonOutput implements Consumer<RunEvent> {

  private final ObjectMapper mapper = new ObjectMapper();
  private final PrintStream out;

  public JsonOutput(PrintStream out) {
    this.out = out;
  }

  @Override
  public void accept(RunEvent event) {
    ObjectNode line = mapper.createObjectNode();
    switch (event) {
      case RunEvent.Waiting _, RunEvent.Building _ -> {
        return;
      }
      case RunEvent.Started started ->
          line.put("event", "started")
              .put("scenario", started.scenario().name())
              .put("title", started.scenario().title())
              .put("steps", started.scenario().steps().size());
      case RunEvent.Cleaned cleaned -> line.put("event", "cleaned").put("what", cleaned.what());
      case RunEvent.Built built ->
          line.put("event", "built")
              .put("took_ms", built.took().toMillis())
              .put("delays", built.delays().words());
      case RunEvent.BuildFailed failed ->
          line.put("event", "build-failed").put("why", failed.why());
      case RunEvent.StepDone done -> step(line, done);
      case RunEvent.Unchanged unchanged ->
          line.put("event", "unchanged").put("scenario", unchanged.scenario().name());
      case RunEvent.Passed passed ->
          line.put("event", "passed")
              .put("took_ms", passed.took().toMillis())
              .put("kept", passed.kept());
      case RunEvent.Failed failed ->
          line.put("event", "failed")
              .put("step", failed.result().step().id())
              .put("line", failed.result().step().line())
              .put("held", failed.held());
    }
    out.println(line);
    out.flush();
  }

  private static void step(ObjectNode line, RunEvent.StepDone done) {
    StepResult result = done.result();
    line.put("event", "step")
        .put("number", done.number())
        .put("id", result.step().id())
        .put("title", result.step().title())
        .put("took_ms", result.took().toMillis())
        .put("ok", result.held());
    if (!result.held()) {
      ArrayNode failures = line.putArray("failures");
      result
          .failures()
          .forEach(finding ->
              failures.addObject().put("expected", finding.expected()).put("seen", finding.seen()));
    }
  }
}
