package io.vtepd.lab.scenario;

import io.vtepd.lab.step.Action;
import io.vtepd.lab.step.Save;
import io.vtepd.lab.step.Step;
import io.vtepd.lab.yaml.Fields;
import io.vtepd.lab.yaml.Node;
import io.vtepd.lab.yaml.Position;
import io.vtepd.lab.yaml.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the steps of a scenario in order. */
final class StepReader {

  private final Saved saved;
  private final ActionReader actions;
  private final ExpectationReader expectations;
  private final Problems problems;
  private final Duration within;
  private final Map<String, Position> ids = new HashMap<>();

  /**
   * @param within how long steps may take that do not say
   */
  StepReader(Names names, Path folder, Duration within, Problems problems) {
    this.problems = problems;
    this.within = within;
    this.saved = new Saved(problems);
    this.actions = new ActionReader(names, saved, folder, problems);
    this.expectations = new ExpectationReader(names, problems);
  }

  List<Step> read(Node.Sequence listed) {
    listed.items().forEach(this::announceSaves);
    List<Step> steps = new ArrayList<>();
    int number = 0;
    for (Node item : listed.items()) {
      number++;
      step(item, number).ifPresent(steps::add);
    }
    return steps;
  }

  private void announceSaves(Node item) {
    if (!(item instanceof Node.Mapping step)) {
      return;
    }
    String id = step.entry("id").map(StepReader::text).orElse("");
    Optional<Node> saves = step.entry("save").map(Node.Entry::value);
    if (saves.isPresent() && saves.get() instanceof Node.Mapping names) {
      names.entries().forEach(entry -> saved.announce(entry.key(), id));
    }
  }

  private static String text(Node.Entry entry) {
    return entry.value() instanceof Node.Scalar scalar ? scalar.text() : "";
  }

  private Optional<Step> step(Node item, int number) {
    Optional<Fields> given = Fields.of(item, "step " + number, problems);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Optional<Node.Scalar> id = given.get().requiredText("id");
    String owner = id.map(text -> "step \"" + text.text() + "\"").orElse("step " + number);
    Fields fields = given.get().called(owner);
    id.ifPresent(this::checkId);
    fields.optional("id");
    Optional<Action> action = action(fields, owner);
    Optional<String> say = fields.optionalText("say").map(Node.Scalar::text);
    Optional<Node> expect = fields.optional("expect");
    List<Save> saves = saves(fields, action);
    fields.done();
    ExpectationReader.Result result = expectations.read(expect, action, owner, within);
    if (action.isEmpty() || id.isEmpty()) {
      return Optional.empty();
    }
    if (action.get() instanceof Action.Ping ping && ping.background()) {
      saved.started(id.get().text());
    }
    return Optional.of(
        new Step(
            id.get().text(),
            item.at().line(),
            say,
            action.get(),
            result.expectations(),
            result.within(),
            saves));
  }

  private void checkId(Node.Scalar id) {
    Position first = ids.putIfAbsent(id.text(), id.at());
    if (first != null) {
      problems.add(id.at(), Fields.twice("step", id.text(), first, "Rename one."));
    }
  }

  private Optional<Action> action(Fields fields, String owner) {
    List<Node.Entry> given = new ArrayList<>();
    for (Node.Entry entry : fields.mapping().entries()) {
      if (ActionReader.KEYS.contains(entry.key())) {
        given.add(entry);
      }
    }
    ActionReader.KEYS.forEach(fields::optional);
    if (given.isEmpty()) {
      problems.add(
          fields.mapping().at(),
          owner + " does nothing. Add one of " + String.join(", ", ActionReader.KEYS) + ".");
      return Optional.empty();
    }
    if (given.size() > 1) {
      problems.add(
          given.get(1).at(),
          owner
              + " has two actions, \""
              + given.get(0).key()
              + "\" and \""
              + given.get(1).key()
              + "\". Make two steps of it.");
    }
    return actions.read(given.getFirst(), owner);
  }

  private List<Save> saves(Fields fields, Optional<Action> action) {
    Optional<Node> given = fields.optional("save");
    if (given.isEmpty()) {
      return List.of();
    }
    List<Save> saves = new ArrayList<>();
    if (given.get() instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        if (entry.value() instanceof Node.Scalar pointer && pointer.text().startsWith("/")) {
          saved.save(entry.key());
          saves.add(new Save(entry.key(), pointer.text()));
        } else {
          problems.add(
              entry.value().at(),
              "\"" + entry.key() + "\" is saved from a JSON pointer. Write one such as /result/0.");
        }
      }
    } else {
      problems.add(
          given.get().at(), "\"save\" is " + given.get().kind() + ". Write NAME: /POINTER.");
    }
    if (action.isPresent() && !(action.get() instanceof Action.Transact)) {
      problems.add(
          given.get().at(), "only the reply to \"transact\" can be saved. Remove \"save\".");
    }
    return saves;
  }
}
