package io.vtepd.lab.scenario;

import io.vtepd.lab.step.Action;
import io.vtepd.lab.topology.Durations;
import io.vtepd.lab.topology.HostProcess;
import io.vtepd.lab.yaml.Fields;
import io.vtepd.lab.yaml.Node;
import io.vtepd.lab.yaml.Problems;
import io.vtepd.lab.yaml.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the action of a step. */
final class ActionReader {

  /** The keys of a step that are actions. */
  static final List<String> KEYS =
      List.of(
          "flows",
          "transact",
          "ping",
          "iperf",
          "exec",
          "kill",
          "start",
          "link",
          "controller",
          "dhcp",
          "move",
          "wait");

  private static final Duration PING_INTERVAL = Duration.ofMillis(200);

  private final Names names;
  private final Saved saved;
  private final Path folder;
  private final Problems problems;

  /**
   * @param folder where the files of the scenario are
   */
  ActionReader(Names names, Saved saved, Path folder, Problems problems) {
    this.names = names;
    this.saved = saved;
    this.folder = folder;
    this.problems = problems;
  }

  Optional<Action> read(Node.Entry entry, String step) {
    String owner = "\"" + entry.key() + "\" of " + step;
    if (entry.key().equals("wait") && entry.value() instanceof Node.Scalar time) {
      return Durations.read(time, problems).map(Action.WaitTime::new);
    }
    Optional<Fields> given = Fields.of(entry.value(), owner, problems);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = given.get();
    Optional<Action> action =
        switch (entry.key()) {
          case "flows" -> flows(fields);
          case "transact" -> transact(fields);
          case "ping" -> ping(fields);
          case "iperf" -> iperf(fields);
          case "exec" -> exec(fields);
          case "kill" -> kill(fields);
          case "start" -> start(fields);
          case "link" -> link(fields);
          case "controller" -> controller(fields);
          case "dhcp" -> dhcp(fields);
          case "move" -> move(fields);
          default -> waitFor(fields);
        };
    fields.done();
    return action;
  }

  private Optional<Action> flows(Fields fields) {
    Optional<String> host = fields.requiredText("host").flatMap(names::switchHost);
    Optional<Path> file = fields.requiredText("file").flatMap(this::file);
    return both(host, file, Action.Flows::new);
  }

  private Optional<Action> transact(Fields fields) {
    Optional<String> host = fields.requiredText("host").flatMap(names::vtep);
    Optional<Path> file = fields.requiredText("file").flatMap(this::file);
    Optional<Action.Wire> over =
        fields.optionalText("over").map(this::wire).orElse(Optional.of(Action.Wire.TCP));
    Optional<String> from =
        fields.optionalText("from").map(names::node).orElseGet(() -> host.map(names::routerOf));
    Map<String, String> replace = replacements(fields);
    if (over.isEmpty() || from.isEmpty()) {
      return Optional.empty();
    }
    return both(host, file, (h, f) -> new Action.Transact(h, f, over.get(), from.get(), replace));
  }

  private Map<String, String> replacements(Fields fields) {
    Map<String, String> replace = new LinkedHashMap<>();
    Optional<Node> given = fields.optional("replace");
    if (given.isPresent() && given.get() instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        if (entry.value() instanceof Node.Scalar value) {
          saved.check(value);
          replace.put(entry.key(), value.text());
        } else {
          problems.add(
              entry.value().at(), "\"" + entry.key() + "\" is replaced by one value only.");
        }
      }
    } else {
      given.ifPresent(node ->
          problems.add(node.at(), "\"replace\" is " + node.kind() + ". Write TEXT: VALUE."));
    }
    return replace;
  }

  private Optional<Action.Wire> wire(Node.Scalar value) {
    return word(value, Action.Wire.class, "way to send");
  }

  private Optional<Action> ping(Fields fields) {
    Optional<String> from = fields.requiredText("from").flatMap(names::guest);
    Optional<String> to = fields.requiredText("to").flatMap(names::guest);
    Duration every =
        fields
            .optionalText("every")
            .flatMap(value -> Durations.read(value, problems))
            .orElse(PING_INTERVAL);
    boolean background = fields.optionalFlag("background", false);
    return both(from, to, (f, t) -> new Action.Ping(f, t, every, background));
  }

  private Optional<Action> iperf(Fields fields) {
    Optional<String> from = fields.requiredText("from").flatMap(names::guest);
    Optional<String> to = fields.requiredText("to").flatMap(names::guest);
    Optional<Node.Scalar> given = fields.optionalText("time");
    Duration time =
        given.flatMap(value -> Durations.read(value, problems)).orElse(Duration.ofSeconds(1));
    if (time.toMillis() % 1000 != 0
        || time.isZero()
        || time.compareTo(Action.Iperf.TIME_LIMIT) > 0) {
      problems.add(
          given.orElseThrow().at(),
          "iperf sends for whole seconds, up to ten minutes. Write one such as 2s.");
    }
    return both(from, to, (f, t) -> new Action.Iperf(f, t, time));
  }

  private Optional<Action> exec(Fields fields) {
    Optional<String> on = fields.requiredText("on").flatMap(names::node);
    Optional<Node.Scalar> run = fields.requiredText("run");
    return both(on, run, (node, text) -> new Action.Exec(node, text.text()));
  }

  private Optional<Action> kill(Fields fields) {
    Optional<Action.Signal> signal =
        fields
            .optionalText("signal")
            .map(value -> this.<Action.Signal>word(value, Action.Signal.class, "signal"))
            .orElse(Optional.of(Action.Signal.TERM));
    Optional<String> host = fields.requiredText("host").flatMap(names::processHost);
    Optional<HostProcess> process = process(fields, host);
    return signal.flatMap(s -> both(host, process, (h, p) -> new Action.Kill(h, p, s)));
  }

  private Optional<Action> start(Fields fields) {
    Optional<String> host = fields.requiredText("host").flatMap(names::processHost);
    Optional<HostProcess> process = process(fields, host);
    return both(host, process, Action.Start::new);
  }

  private Optional<Action> controller(Fields fields) {
    Optional<String> host = fields.requiredText("host").flatMap(names::controller);
    Optional<Path> file = fields.requiredText("networks").flatMap(this::file);
    return both(host, file, Action.Controller::new);
  }

  private Optional<Action> dhcp(Fields fields) {
    Optional<Node.Scalar> client = fields.requiredText("client");
    client.ifPresent(names::someDhcpServer);
    return client.flatMap(names::guest).map(Action.Dhcp::new);
  }

  private Optional<Action> move(Fields fields) {
    Optional<Node.Scalar> to = fields.requiredText("to");
    Optional<String> from = fields.requiredText("from").flatMap(names::guest);
    Optional<String> there = to.flatMap(names::guest);
    if (from.isPresent() && there.isPresent()) {
      names.sameMachine(from.get(), to.get());
    }
    return both(from, there, Action.Move::new);
  }

  private Optional<Action> link(Fields fields) {
    Optional<Node.Scalar> to = fields.optionalText("to");
    Optional<String> node =
        fields
            .requiredText("node")
            .flatMap(name -> to.isPresent() ? names.linked(name, to.get()) : names.cabled(name));
    Optional<Action.LinkState> state =
        fields
            .requiredText("state")
            .flatMap(value -> word(value, Action.LinkState.class, "state of a link"));
    return both(node, state, (n, s) -> new Action.Link(n, to.map(Node.Scalar::text), s));
  }

  private Optional<Action> waitFor(Fields fields) {
    Optional<Node.Scalar> step = fields.requiredText("for");
    step.ifPresent(saved::checkBackground);
    return step.map(value -> new Action.WaitFor(value.text()));
  }

  private Optional<HostProcess> process(Fields fields, Optional<String> host) {
    Optional<Node.Scalar> given = fields.requiredText("process");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Node.Scalar value = given.get();
    Optional<HostProcess> process = HostProcess.of(value.text());
    List<String> running = host.map(names::processes).orElse(HostProcess.programs());
    if (process.isPresent() && running.contains(value.text())) {
      return process;
    }
    problems.add(
        value.at(),
        process.isEmpty()
            ? "unknown process \"" + value.text() + "\"." + Suggestion.hint(value.text(), running)
            : "no " + value.text() + " runs there. Use " + String.join(" or ", running) + ".");
    return Optional.empty();
  }

  /** A file of this scenario, or FOLDER/FILE of another one. */
  private Optional<Path> file(Node.Scalar value) {
    Path scenarios = folder.resolve("..").normalize();
    for (Path place : List.of(folder, scenarios)) {
      Path file = place.resolve(value.text()).normalize();
      if (file.startsWith(scenarios) && Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    problems.add(
        value.at(),
        "no file \"" + value.text() + "\" in " + folder.getFileName() + "/. Put it there.");
    return Optional.empty();
  }

  private <E extends Enum<E>> Optional<E> word(Node.Scalar value, Class<E> type, String what) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(value.text().toLowerCase(Locale.ROOT))) {
        return Optional.of(constant);
      }
    }
    List<String> words =
        Arrays.stream(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    problems.add(
        value.at(),
        "unknown " + what + " \"" + value.text() + "\"." + Suggestion.hint(value.text(), words));
    return Optional.empty();
  }

  private static <A, B> Optional<Action> both(
      Optional<A> a, Optional<B> b, java.util.function.BiFunction<A, B, Action> make) {
    return a.flatMap(first -> b.map(second -> make.apply(first, second)));
  }
}
