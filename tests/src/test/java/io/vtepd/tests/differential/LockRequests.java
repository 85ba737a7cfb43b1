package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.List;

/** {@code lock}, {@code steal} and {@code unlock} of a few names, seldom of what is no name. */
final class LockRequests {

  private static final List<Json> NAMES = List.of(Json.of("lock0"), Json.of("lock1"));
  private static final List<Json> NO_NAMES =
      List.of(Json.of(""), Json.of("1x"), Json.of(1), Json.ofNull(), Json.array());

  private final Dice dice;

  LockRequests(Dice dice) {
    this.dice = dice;
  }

  Json next(SessionState session) {
    if (dice.chance(4)) {
      return Requests.of(session.freshId(), "lock", Json.of("lock0"), Json.of("lock1"));
    }
    if (!session.locks().isEmpty() && dice.chance(50)) {
      String name = dice.pick(session.locks());
      session.locks().remove(name);
      return Requests.of(session.freshId(), "unlock", Json.of(name));
    }
    Json name = dice.chance(5) ? dice.pick(NO_NAMES) : dice.pick(NAMES);
    String method = dice.pick(List.of("lock", "lock", "lock", "steal", "unlock"));
    if (name instanceof Json.Str string && !method.equals("unlock")) {
      session.locks().add(string.value());
    }
    return Requests.of(session.freshId(), method, name);
  }
}
