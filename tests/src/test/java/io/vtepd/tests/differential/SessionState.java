package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the script believes that a session holds; where it errs, the servers answer with errors. */
final class SessionState {

  private final int number;
  private final Map<Json, Set<String>> monitors = new LinkedHashMap<>();
  private final List<Json> waits = new ArrayList<>();
  private final List<String> locks = new ArrayList<>();
  private long nextId;

  SessionState(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** The monitors by id, each with the tables that it is about. */
  Map<Json, Set<String>> monitors() {
    return monitors;
  }

  /** The ids of transactions that may be waiting. */
  List<Json> waits() {
    return waits;
  }

  List<String> locks() {
    return locks;
  }

  Json freshId() {
    return Json.of(nextId++);
  }
}
