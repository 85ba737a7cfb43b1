package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What a handful of clients do, one step after another. */
final class SessionScript {

  private static final int SESSIONS = 5;

  private final Dice dice;
  private final String database;
  private final RandomOperations operations;
  private final MonitorRequests monitors;
  private final LockRequests locks;
  private final WaitRequests waits;
  private final OddRequests odd;
  private final Map<Integer, SessionState> sessions = new TreeMap<>();
  private boolean begun;

  /**
   * @param schema has tables Counter and Journal besides others
   */
  SessionScript(RandomGenerator random, DatabaseSchema schema) {
    this.dice = new Dice(random);
    this.database = schema.name();
    this.operations = new RandomOperations(random, schema, withoutOwn(schema.tables()));
    this.monitors = new MonitorRequests(dice, database, new RandomMonitors(operations));
    this.locks = new LockRequests(dice);
    this.waits = new WaitRequests(dice, database, operations.values());
    this.odd = new OddRequests(dice, database);
  }

  private static List<TableSchema> withoutOwn(List<TableSchema> tables) {
    return tables.stream()
        .filter(table -> !table.name().equals("Counter") && !table.name().equals("Journal"))
        .toList();
  }

  Step next() {
    if (sessions.isEmpty() || (sessions.size() < SESSIONS && dice.chance(15))) {
      int number = 0;
      while (sessions.containsKey(number)) {
        number++;
      }
      sessions.put(number, new SessionState(number));
      return new Step.Open(number);
    }
    SessionState session = dice.pick(List.copyOf(sessions.values()));
    if (!begun) {
      begun = true;
      return Step.Send.of(session.number(), List.of(waits.begin(session)));
    }
    if (dice.chance(3)) {
      sessions.remove(session.number());
      return new Step.Hangup(session.number());
    }
    if (dice.chance(2)) {
      Json request = waits.timesOut(session);
      return new Step.Send(session.number(), List.of(request), ((Json.Obj) request).get("id"));
    }
    return Step.Send.of(session.number(), messages(session));
  }

  /** The server has closed that session. */
  void onClosed(int session) {
    sessions.remove(session);
  }

  /**
   * One or several messages, of which one at the most may commit: several commits may reach other
   * sessions of the original in one update.
   */
  private List<Json> messages(SessionState session) {
    List<Json> messages = new ArrayList<>();
    if (dice.chance(60)) {
      messages.add(transaction(session));
    }
    int others = messages.isEmpty() ? 1 + dice.below(2) : dice.chance(75) ? 0 : 1 + dice.below(3);
    for (int i = 0; i < others; i++) {
      messages.add(dice.below(messages.size() + 1), other(session));
    }
    return messages;
  }

  private Json transaction(SessionState session) {
    int kind = dice.below(100);
    if (kind < 20) {
      return waits.await(session);
    }
    if (kind < 45) {
      return waits.count(session);
    }
    return Requests.withParams(session.freshId(), "transact", operations.transaction());
  }

  private Json other(SessionState session) {
    int kind = dice.below(100);
    if (kind < 35) {
      return monitors.next(session);
    }
    if (kind < 65) {
      return locks.next(session);
    }
    return kind < 75 ? waits.cancel(session) : odd.next(session);
  }
}
