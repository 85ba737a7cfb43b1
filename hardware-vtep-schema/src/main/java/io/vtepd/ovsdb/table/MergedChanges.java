package io.vtepd.ovsdb.table;

import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Several commits of one schema as one: at most one change a row, from before the first to after
 * the last. What it costs to add one is in proportion to that one.
 */
public final class MergedChanges {

  private record Key(int table, Uuid uuid) {}

  private final Map<Key, RowChange> changes = new LinkedHashMap<>();

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** The number of rows that differ. */
  public int rowCount() {
    return changes.size();
  }

  /** Adds the next commit. */
  public void add(ChangeSet next) {
    next.changes().forEach(this::add);
  }

  /** Adds the next change. */
  public void add(RowChange next) {
    Key key = new Key(next.table().index(), next.uuid());
    RowChange earlier = changes.get(key);
    if (earlier == null) {
      changes.put(key, next);
      return;
    }
    Optional<Row> before = earlier.before();
    Optional<Row> after = next.after();
    if (before.isEmpty() && after.isEmpty()) {
      changes.remove(key);
    } else {
      changes.put(key, new RowChange(next.table(), before, after));
    }
  }

  /** All that was added, as one change set; nothing is left here. */
  public ChangeSet take() {
    ChangeSet merged = new ChangeSet(new ArrayList<>(changes.values()));
    changes.clear();
    return merged;
  }
}
