package io.vtepd.lab.scenario;

import io.vtepd.lab.step.Action;
import io.vtepd.lab.step.Expectation;
import io.vtepd.lab.step.Expectation.Answered;
import io.vtepd.lab.step.Expected;
import io.vtepd.lab.step.Vni;
import io.vtepd.lab.topology.BitRate;
import io.vtepd.lab.topology.Durations;
import io.vtepd.lab.yaml.Fields;
import io.vtepd.lab.yaml.Node;
import io.vtepd.lab.yaml.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Reads the {@code expect} mapping of a step. */
final class ExpectationReader {

  /** What a step expects, and within what time. */
  record Result(List<Expectation> expectations, Duration within) {}

  private final Names names;
  private final Problems problems;

  ExpectationReader(Names names, Problems problems) {
    this.names = names;
    this.problems = problems;
  }

  /**
   * Reads it.
   *
   * @param usual how long the step may take if it does not say
   */
  Result read(Optional<Node> node, Optional<Action> action, String step, Duration usual) {
    List<Expectation> found = new ArrayList<>();
    Optional<Fields> given =
        node.flatMap(value -> Fields.of(value, "\"expect\" of " + step, problems));
    Duration within = usual;
    if (given.isPresent()) {
      Fields fields = given.get();
      within =
          fields
              .optionalText("within")
              .flatMap(value -> Durations.read(value, problems))
              .orElse(within);
      fields.entry("replies").flatMap(e -> replies(e, action)).ifPresent(found::add);
      fields.entry("exit").flatMap(e -> exit(e, action)).ifPresent(found::add);
      fields.entry("output").flatMap(e -> output(e, action)).ifPresent(found::add);
      fields.entry("reply").flatMap(e -> reply(e, action)).ifPresent(found::add);
      fields.entry("rows").flatMap(e -> rows(e, action)).ifPresent(found::add);
      fields.entry("flows").ifPresent(e -> flows(e, found));
      fields.entry("seen").ifPresent(e -> views(e, Expectation.Seen::new, found));
      fields.entry("unseen").ifPresent(e -> views(e, Expectation.Unseen::new, found));
      fields.entry("lease").flatMap(e -> lease(e, action)).ifPresent(found::add);
      fields.entry("throughput").flatMap(e -> throughput(e, action)).ifPresent(found::add);
      fields.entry("outage").flatMap(e -> outage(e, action)).ifPresent(found::add);
      fields.done();
    }
    action.ifPresent(performed -> addUsual(found, performed));
    return new Result(found, within);
  }

  /** What a step means when it does not say so: a ping is answered, a command succeeds. */
  private static void addUsual(List<Expectation> found, Action action) {
    if (action instanceof Action.Ping ping
        && !ping.background()
        && found.stream().noneMatch(Expectation.Replies.class::isInstance)) {
      found.addFirst(new Expectation.Replies(Answered.ALL));
    }
    if (action instanceof Action.Exec
        && found.stream().noneMatch(Expectation.Exit.class::isInstance)) {
      found.addFirst(new Expectation.Exit(0));
    }
  }

  private Optional<Expectation> replies(Node.Entry entry, Optional<Action> action) {
    if (!fits(
        entry, action, ExpectationReader::waitsForPing, "ping that is not in the background")) {
      return Optional.empty();
    }
    Optional<String> text = text(entry);
    Optional<Answered> answered =
        text.flatMap(word ->
            switch (word) {
              case "all" -> Optional.of(Answered.ALL);
              case "none" -> Optional.of(Answered.NONE);
              default -> Optional.empty();
            });
    if (answered.isEmpty() && text.isPresent()) {
      problems.add(
          entry.value().at(), "replies \"" + text.get() + "\" is unknown. Use all or none.");
    }
    return answered.map(Expectation.Replies::new);
  }

  private Optional<Expectation> exit(Node.Entry entry, Optional<Action> action) {
    if (!fits(entry, action, Action.Exec.class::isInstance, "exec")) {
      return Optional.empty();
    }
    Optional<String> text = text(entry);
    if (text.isPresent() && !text.get().matches("[0-9]{1,3}")) {
      problems.add(entry.value().at(), "exit code \"" + text.get() + "\" is no number.");
      return Optional.empty();
    }
    return text.map(code -> new Expectation.Exit(Integer.parseInt(code)));
  }

  private Optional<Expectation> output(Node.Entry entry, Optional<Action> action) {
    return fits(entry, action, Action.Exec.class::isInstance, "exec")
        ? text(entry).map(Expectation.Output::new)
        : Optional.empty();
  }

  private Optional<Expectation> throughput(Node.Entry entry, Optional<Action> action) {
    if (!fits(entry, action, Action.Iperf.class::isInstance, "iperf")) {
      return Optional.empty();
    }
    Optional<String> text = text(entry);
    Optional<BitRate> rate = text.flatMap(BitRate::parse);
    if (text.isPresent() && rate.isEmpty()) {
      problems.add(entry.value().at(), BitRate.fault(text.get()));
    }
    return rate.map(Expectation.Throughput::new);
  }

  private Optional<Expectation> outage(Node.Entry entry, Optional<Action> action) {
    if (!fits(entry, action, Action.WaitFor.class::isInstance, "wait for a background ping")) {
      return Optional.empty();
    }
    if (entry.value() instanceof Node.Scalar value) {
      return value.text().equals("none")
          ? Optional.of(new Expectation.Outage(Duration.ZERO))
          : Durations.read(value, problems).map(Expectation.Outage::new);
    }
    return text(entry).map(_ -> new Expectation.Outage(Duration.ZERO));
  }

  private Optional<Expectation> reply(Node.Entry entry, Optional<Action> action) {
    if (!fits(entry, action, Action.Transact.class::isInstance, "transact")) {
      return Optional.empty();
    }
    if (entry.value() instanceof Node.Mapping mapping) {
      Map<String, Expected> values = new LinkedHashMap<>();
      for (Node.Entry each : mapping.entries()) {
        if (each.key().startsWith("/")) {
          values.put(each.key(), expected(each.value()));
        } else {
          problems.add(
              each.at(), "\"" + each.key() + "\" is no JSON pointer. Write one such as /result/0.");
        }
      }
      return Optional.of(new Expectation.Reply(values));
    }
    problems.add(
        entry.value().at(), "\"reply\" is " + entry.value().kind() + ". Write /result: X.");
    return Optional.empty();
  }

  /** The host whose database the action speaks to, or may. */
  private Optional<String> spokenTo(Action action) {
    return switch (action) {
      case Action.Transact transact -> Optional.of(transact.host());
      case Action.Exec exec -> names.vtepAmong(exec.on());
      case Action.Start start -> names.vtepAmong(start.host());
      case Action.Kill kill -> names.vtepAmong(kill.host());
      case Action.Flows _, Action.Ping _, Action.Iperf _, Action.Link _ -> Optional.empty();
      case Action.Controller _, Action.Dhcp _, Action.Move _ -> Optional.empty();
      case Action.WaitFor _, Action.WaitTime _ -> Optional.empty();
    };
  }

  private Optional<Expectation> rows(Node.Entry entry, Optional<Action> action) {
    Optional<String> host = action.flatMap(this::spokenTo).or(names::onlyVtep);
    if (host.isEmpty() && action.isPresent() && names.topology().isPresent()) {
      problems.add(
          entry.at(),
          "\"rows\" of which host? The topology has not exactly one VTEP: use transact, or exec on"
              + " it.");
    }
    if (!(entry.value() instanceof Node.Mapping mapping)) {
      problems.add(
          entry.value().at(), "\"rows\" is " + entry.value().kind() + ". Write TABLE: [].");
      return Optional.empty();
    }
    Map<String, List<Expected>> tables = new LinkedHashMap<>();
    for (Node.Entry table : mapping.entries()) {
      if (table.value() instanceof Node.Sequence rows) {
        tables.put(table.key(), rows.items().stream().map(ExpectationReader::expected).toList());
      } else {
        problems.add(
            table.value().at(),
            "\""
                + table.key()
                + "\" is "
                + table.value().kind()
                + ". Write a list of rows, such as [{name: x}].");
      }
    }
    return host.map(name -> new Expectation.Rows(name, tables));
  }

  private Optional<Expectation> view(
      Node.Entry entry, BiFunction<String, Optional<Vni>, Expectation> make) {
    Optional<Fields> given = Fields.of(entry.value(), "\"" + entry.key() + "\"", problems);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = given.get();
    Optional<String> on = fields.requiredText("on").flatMap(names::viewpoint);
    Optional<Node.Scalar> vniText = fields.optionalText("vni");
    Optional<Vni> vni = vniText.flatMap(this::vni);
    fields.done();
    boolean router = on.flatMap(name -> names.topology().flatMap(t -> t.router(name))).isPresent();
    if (router != vniText.isPresent() && on.isPresent() && names.topology().isPresent()) {
      problems.add(
          entry.value().at(),
          router
              ? "a router sees packets of every network. Add \"vni\"."
              : "a guest sees no VXLAN. Remove \"vni\", or name a router.");
      return Optional.empty();
    }
    return on.map(name -> make.apply(name, vni));
  }

  private Optional<Vni> vni(Node.Scalar value) {
    if (value.text().matches("[0-9]{1,8}")) {
      int number = Integer.parseInt(value.text());
      if (number >= 1 && number <= Vni.MAX) {
        return Optional.of(new Vni(number));
      }
    }
    problems.add(
        value.at(), "VNI \"" + value.text() + "\" is out of range. Write 1 to " + Vni.MAX + ".");
    return Optional.empty();
  }

  /** One look at a bridge or a list of them. */
  private void flows(Node.Entry entry, List<Expectation> found) {
    for (Node item : items(entry)) {
      Optional<Fields> given = Fields.of(item, "\"flows\"", problems);
      if (given.isPresent()) {
        Fields fields = given.get();
        Optional<String> on = fields.requiredText("on").flatMap(names::switchHost);
        Optional<String> has = fields.optionalText("has").map(Node.Scalar::text);
        Optional<String> lacks = fields.optionalText("lacks").map(Node.Scalar::text);
        fields.done();
        if (has.isPresent() == lacks.isPresent()) {
          problems.add(item.at(), "\"flows\" has one of \"has\" and \"lacks\". Write one.");
        } else {
          on.ifPresent(host -> found.add(new Expectation.Flows(host, has, lacks)));
        }
      }
    }
  }

  private static List<Node> items(Node.Entry entry) {
    return entry.value() instanceof Node.Sequence sequence
        ? sequence.items()
        : List.of(entry.value());
  }

  /** One view or a list of them. */
  private void views(
      Node.Entry entry,
      BiFunction<String, Optional<Vni>, Expectation> make,
      List<Expectation> found) {
    for (Node item : items(entry)) {
      view(new Node.Entry(entry.at(), entry.key(), item), make).ifPresent(found::add);
    }
  }

  private Optional<Expectation> lease(Node.Entry entry, Optional<Action> action) {
    if (!fits(entry, action, Action.Dhcp.class::isInstance, "dhcp")) {
      return Optional.empty();
    }
    if (entry.value() instanceof Node.Scalar value && value.text().equals("none")) {
      return Optional.of(new Expectation.Lease(Optional.empty()));
    }
    if (entry.value() instanceof Node.Scalar value) {
      return Addresses.read(value, problems)
          .map(address -> new Expectation.Lease(Optional.of(address)));
    }
    return text(entry).map(text -> new Expectation.Lease(Optional.of(text)));
  }

  private static boolean waitsForPing(Action action) {
    return action instanceof Action.Ping ping && !ping.background();
  }

  /** An action that could not be read has its own fault: anything may belong to it. */
  private boolean fits(
      Node.Entry entry, Optional<Action> action, Predicate<Action> test, String wanted) {
    if (action.isEmpty() || test.test(action.get())) {
      return true;
    }
    problems.add(
        entry.at(), "\"" + entry.key() + "\" belongs to a step with " + wanted + ". Remove it.");
    return false;
  }

  private Optional<String> text(Node.Entry entry) {
    if (entry.value() instanceof Node.Scalar scalar && !scalar.text().isEmpty()) {
      return Optional.of(scalar.text());
    }
    problems.add(
        entry.value().at(),
        "\"" + entry.key() + "\" is " + entry.value().kind() + ". Give one value.");
    return Optional.empty();
  }

  private static Expected expected(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> new Expected.Text(scalar.text());
      case Node.Sequence sequence ->
          new Expected.Items(sequence.items().stream().map(ExpectationReader::expected).toList());
      case Node.Mapping mapping -> {
        Map<String, Expected> members = new LinkedHashMap<>();
        mapping.entries().forEach(each -> members.put(each.key(), expected(each.value())));
        yield new Expected.Members(members);
      }
    };
  }
}
