package io.vtepd.daemon.server;

import java.util.Map;

/**
 * What a server holds at one moment.
 *
 * @param sessions open
 * @param monitors of all sessions
 * @param waits transactions that wait
 * @param cells values in all rows of all databases
 * @param rows by database
 * @param queueLength messages that wait for the owner thread
 */
public record ServerMemory(
    int sessions, int monitors, int waits, long cells, Map<String, Long> rows, int queueLength) {

  public ServerMemory {
    rows = Map.copyOf(rows);
  }
}
