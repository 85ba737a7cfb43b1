package io.vtepd.daemon.app;

import io.vtepd.bridge.feedback.LearnedStation;
import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.control.CommandException;
import io.vtepd.daemon.server.ChangeHistory;
import io.vtepd.daemon.view.ChangesView;
import io.vtepd.daemon.view.Check;
import io.vtepd.daemon.view.Facts;
import io.vtepd.daemon.view.MacView;
import io.vtepd.daemon.view.NetworkViews;
import io.vtepd.daemon.view.Overview;
import io.vtepd.daemon.view.TunnelsView;
import io.vtepd.daemon.view.View;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VtepSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** Commands that show how the appliance stands; {@code vtepd show} and {@code check} send them. */
final class ViewCommands {

  /** The answer begins with a line that has the exit code. */
  static final String EXIT_CODE = "--exit-code";

  static final String JSON = "--json";
  static final String LIMIT = "--limit=";
  static final String SHOW = "vtepd/show";
  static final String CHECK = "vtepd/check";

  private static final int DEFAULT_LIMIT = 1_000;
  private static final int WORDS = 5;
  private static final String USAGE =
      "[controllers | switch NAME | mac MAC | tunnels | changes] [--json] [--limit=N]";

  private final Observed observed;

  ViewCommands(Observed observed) {
    this.observed = observed;
  }

  /** None where there is no hardware_vtep, or more than one. */
  List<Command> all() {
    if (observed.contents().size() != 1) {
      return List.of();
    }
    return List.of(
        new Command(SHOW, USAGE, 0, WORDS, this::show),
        new Command(CHECK, "[--json] [--limit=N]", 0, WORDS, this::check));
  }

  /** Makes a view. */
  @FunctionalInterface
  private interface Maker {
    View make(Facts facts, int limit) throws CommandException;
  }

  /** What was asked for, without the words about how to show it. */
  private record Question(List<String> subject, int limit, boolean json, boolean exitCode) {}

  private static Question question(List<String> words) throws CommandException {
    List<String> subject = new ArrayList<>();
    int limit = DEFAULT_LIMIT;
    for (String word : words) {
      if (word.startsWith(LIMIT)) {
        limit = limit(word.substring(LIMIT.length()));
      } else if (!word.equals(JSON) && !word.equals(EXIT_CODE)) {
        subject.add(word);
      }
    }
    return new Question(subject, limit, words.contains(JSON), words.contains(EXIT_CODE));
  }

  private static int limit(String text) throws CommandException {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new CommandException("--limit " + LogValue.of(text) + ": expected 1 to 999999");
    }
    return Integer.parseInt(text);
  }

  private CompletionStage<String> show(List<String> words) throws CommandException {
    Question question = question(words);
    List<String> subject = question.subject();
    String what = subject.isEmpty() ? "" : subject.getFirst();
    boolean named = what.equals("switch") || what.equals("mac");
    if (subject.size() != (what.isEmpty() ? 0 : named ? 2 : 1)) {
      throw new CommandException("expected " + USAGE);
    }
    FactsReading.Stations stations = FactsReading.Stations.NONE;
    Maker maker =
        switch (what) {
          case "" -> Overview::all;
          case "controllers" -> Overview::controllers;
          case "tunnels" -> TunnelsView::of;
          case "changes" -> (facts, limit) -> ChangesView.of(changes(), limit);
          case "switch" -> {
            stations = contents -> station -> isOf(contents, station, subject.get(1));
            yield (facts, limit) -> logicalSwitch(facts, subject.get(1), limit);
          }
          case "mac" -> {
            MacAddress mac = mac(subject.get(1));
            stations = contents -> station -> station.mac().equals(mac);
            yield (facts, limit) -> MacView.of(facts, mac, limit);
          }
          default -> throw new CommandException("expected " + USAGE);
        };
    return answer(question, stations, maker);
  }

  private static boolean isOf(VtepSnapshot contents, LearnedStation station, String name) {
    return contents
        .get(contents.tables().logicalSwitch(), station.logicalSwitch())
        .filter(network -> network.name().equals(name))
        .isPresent();
  }

  private List<ChangeHistory.Change> changes() {
    return observed.servers().stream()
        .flatMap(server -> server.counters().history().all().stream())
        .toList();
  }

  private static View logicalSwitch(Facts facts, String name, int limit) throws CommandException {
    return NetworkViews.logicalSwitch(facts, name, limit)
        .orElseThrow(() -> new CommandException("no logical switch " + LogValue.of(name)));
  }

  private static MacAddress mac(String text) throws CommandException {
    return MacAddress.parse(text)
        .orElseThrow(() -> new CommandException(LogValue.of(text) + " is no MAC address"));
  }

  private CompletionStage<String> check(List<String> words) throws CommandException {
    Question question = question(words);
    if (!question.subject().isEmpty()) {
      throw new CommandException("expected [--json] [--limit=N]");
    }
    return answer(question, FactsReading.Stations.NONE, Check::view);
  }

  private CompletionStage<String> answer(
      Question question, FactsReading.Stations stations, Maker maker) {
    return FactsReading.of(observed, stations)
        .handle((facts, failure) -> {
          if (failure != null) {
            throw new CompletionException(silent(failure));
          }
          try {
            View view = maker.make(facts, question.limit());
            String text = question.json() ? view.json().toText() + "\n" : view.text();
            return question.exitCode() ? (view.isTroubled() ? "1\n" : "0\n") + text : text;
          } catch (CommandException e) {
            throw new CompletionException(e);
          }
        });
  }

  private static Throwable silent(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof TimeoutException
        ? new CommandException("a part of the daemon, or its database, does not answer", cause)
        : cause;
  }
}
