package io.vtepd.daemon.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The locks that a session has asked for and not given back, by how they stand. The owner thread
 * writes; any thread may read.
 */
public final class SessionLocks {

  /** How a lock stands with a session. */
  enum Standing {
    HELD,
    /** Somebody else owns it, and the session is in its queue. */
    WAITING,
    /** It was stolen for good. */
    LOST
  }

  private final Map<String, Standing> standings = new ConcurrentSkipListMap<>();

  void put(String name, Standing standing) {
    standings.put(name, standing);
  }

  void remove(String name) {
    standings.remove(name);
  }

  /** Names of locks that it owns, in order. */
  public List<String> held() {
    return names(Standing.HELD);
  }

  /** Names of locks that it waits for, in order. */
  public List<String> waiting() {
    return names(Standing.WAITING);
  }

  /** Names of locks that were stolen from it and that it does not wait for, in order. */
  public List<String> lost() {
    return names(Standing.LOST);
  }

  private List<String> names(Standing standing) {
    return standings.entrySet().stream()
        .filter(entry -> entry.getValue() == standing)
        .map(Map.Entry::getKey)
        .toList();
  }
}
