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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Both servers with the same sessions; every step is done on both and compared. */
final class Stages implements AutoCloseable {

  /** How much longer to listen to both when one has not told all that the other one has. */
  private static final int MORE_ROUNDS = 200;

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
      Step step, Map<Integer, List<Json>> theirs, Map<Integer, List<Json>> mine)
      throws IOException {
    for (int i = 0; i < MORE_ROUNDS && disagreement(step, theirs, mine).isPresent(); i++) {
      original.passBarrier(theirs);
      ours.passBarrier(mine);
    }
    Optional<Integer> session = disagreement(step, theirs, mine);
    if (session.isPresent()) {
      // Fails, and shows both.
      assertThat(Normal.text(Normal.stream(heard(mine, session.get()))))
          .as("session %d, step %d of seed %d: %s", session.get(), steps, seed, step)
          .isEqualTo(Normal.text(Normal.stream(heard(theirs, session.get()))));
    }
    steps++;
    IntStream.range(0, answersUnasked(step, theirs)).forEach(i -> tally.count("wait that ended"));
    theirs.values().forEach(tally::add);
    return theirs.keySet().stream()
        .filter(number -> heard(theirs, number).contains(Line.CLOSED))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The first session that has heard something else from ours than from the original. */
  private static Optional<Integer> disagreement(
      Step step, Map<Integer, List<Json>> theirs, Map<Integer, List<Json>> mine) {
    int endedWaits = answersUnasked(step, theirs);
    Set<Integer> sessions = new TreeSet<>(theirs.keySet());
    sessions.addAll(mine.keySet());
    return sessions.stream()
        .filter(number -> !agree(heard(theirs, number), heard(mine, number), endedWaits))
        .findFirst();
  }

  private static List<Json> heard(Map<Integer, List<Json>> all, int session) {
    return all.getOrDefault(session, List.of());
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
