package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.match.Match;

/** A switch holds at most one flow with a given key; adding a second replaces the first. */
public record FlowKey(TableId table, int priority, Match match) {

  // Written out: hundreds of thousands are looked up in a moment at each start, and the JVM's own
  // are slow until they are compiled.
  @Override
  public int hashCode() {
    return (match.hashCode() * 31 + priority) * 31 + table.number();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof FlowKey key
            && priority == key.priority
            && table.number() == key.table.number()
            && match.equals(key.match);
  }
}
