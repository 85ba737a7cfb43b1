package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Both servers with the same sessions; every step is done on both and compared. */
final class Stages implements AutoCloseable {

  private final Stage original;
  private final Stage ours;
  private final long seed;
  private final Tally tally = new Tally();
  private int steps;

  Stages(ServerPair servers, String database, long seed) {
    this.original = new Stage(servers.original(), database);
    this.ours = new Stage(servers.ours(), database);
    this.seed = seed;
  }

  /** Does it twice; which sessions it has ended. */
  Set<Integer> perform(Step step) throws IOException {
    return compare(step, original.perform(step), ours.perform(step));
  }

  /**
   * Does twice what the original may die of. If it does, ours must have refused it.
   *
   * @return which sessions it has ended; empty if the original has died, and no session is left
   */
  Optional<Set<Integer>> performDangerous(Step.Send step) throws IOException {
    Map<Integer, List<Json>> theirs = original.perform(step);
    Map<Integer, List<Json>> mine = ours.perform(step);
    boolean allClosed =
        theirs.values().stream()
            .allMatch(heard -> !heard.isEmpty() && heard.getLast().equals(Line.CLOSED));
    if (!allClosed || !original.hasDied()) {
      return Optional.of(compare(step, theirs, mine));
    }
    tally.count("death of the original");
    assertThat(mine.get(step.session()).getFirst())
        .as("ours, when the original died, step %d of seed %d: %s", steps, seed, step)
        .matches(answer -> ((Json.Obj) answer).get("error").orElseThrow() instanceof Json.Obj);
    original.close();
    ours.close();
    return Optional.empty();
  }

  private Set<Integer> compare(
      Step step, Map<Integer, List<Json>> theirs, Map<Integer, List<Json>> mine) {
    int endedWaits = answersUnasked(step, theirs);
    for (int i = 0; i < endedWaits; i++) {
      tally.count("wait that ended");
    }
    Set<Integer> closed = new TreeSet<>();
    for (var session : theirs.entrySet()) {
      List<Json> expected = session.getValue();
      tally.add(expected);
      List<Json> actual = mine.getOrDefault(session.getKey(), List.of());
      if (!agree(expected, actual, endedWaits)) {
        // The assertion that fails shows both.
        assertThat(Normal.text(Normal.stream(actual)))
            .as("session %d, step %d of seed %d: %s", session.getKey(), steps, seed, step)
            .isEqualTo(Normal.text(Normal.stream(expected)));
      }
      if (!expected.isEmpty() && expected.getLast().equals(Line.CLOSED)) {
        closed.add(session.getKey());
      }
    }
    steps++;
    return closed;
  }

  /** What the original's sessions have heard so far. */
  Tally tally() {
    return tally;
  }

  private static boolean agree(List<Json> theirs, List<Json> ours, int endedWaits) {
    return Normal.stream(theirs).equals(Normal.stream(ours))
        || (endedWaits > 0 && Folded.neighbours(theirs).equals(Folded.neighbours(ours)))
        || (endedWaits > 1 && Folded.all(theirs).equals(Folded.all(ours)));
  }

  /** How many answers there are to what was asked in earlier steps: to waits that have ended. */
  private static int answersUnasked(Step step, Map<Integer, List<Json>> heard) {
    int count = 0;
    for (var session : heard.entrySet()) {
      List<Json> asked = new ArrayList<>();
      if (step instanceof Step.Send send && send.session() == session.getKey()) {
        send.messages().forEach(message -> asked.add(id(message)));
      }
      count +=
          (int)
              session.getValue().stream()
                  .filter(message -> !message.equals(Line.CLOSED) && isAnswer(message))
                  .filter(message -> !asked.contains(id(message)))
                  .count();
    }
    return count;
  }

  private static boolean isAnswer(Json message) {
    return ((Json.Obj) message).get("method").isEmpty();
  }

  private static Json id(Json message) {
    return ((Json.Obj) message).get("id").orElse(Json.ofNull());
  }

  @Override
  public void close() throws IOException {
    original.close();
    ours.close();
  }
}
