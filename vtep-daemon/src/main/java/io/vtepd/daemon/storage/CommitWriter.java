package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.RowChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Writes commits as the JSON of transaction records (ovsdb(5)).
 *
 * <p>A new row has the columns that differ from their default. A changed row has its changed
 * columns: as differences in a record with {@code _is_diff}, or whole. Ephemeral columns are left
 * out, and rows of which nothing else changed.
 */
final class CommitWriter {

  private static final Comparator<RowChange> BY_TABLE =
      Comparator.comparingInt(change -> change.table().index());

  private final IdentityHashMap<TableSchema, RowWriter> tables = new IdentityHashMap<>();

  /**
   * Appends the record's JSON object.
   *
   * @return false, with nothing appended, if the commit leaves no trace in the file
   */
  boolean write(JsonWriter out, ChangeSet changes, List<String> comments, long dateMs) {
    int start = out.length();
    boolean asDiff = fitsAsDiff(changes);
    out.raw("{\"_date\":").integer(dateMs);
    TableSchema open = null;
    for (RowChange change : byTable(changes.changes())) {
      RowWriter rows = rowsOf(change.table());
      if (!rows.leavesTrace(change)) {
        continue;
      }
      if (change.table() == open) {
        out.raw(',');
      } else {
        out.raw(open == null ? "," : "},").string(change.table().name()).raw(":{");
        open = change.table();
      }
      rows.write(out, change, asDiff);
    }
    if (open == null) {
      out.truncate(start);
      return false;
    }
    out.raw(asDiff ? "},\"_is_diff\":true" : "}");
    if (!comments.isEmpty()) {
      out.raw(",\"_comment\":").string(String.join("\n", comments));
    }
    out.raw('}');
    return true;
  }

  private boolean fitsAsDiff(ChangeSet changes) {
    for (RowChange change : changes.changes()) {
      if (!rowsOf(change.table()).fitsAsDiff(change)) {
        return false;
      }
    }
    return true;
  }

  private RowWriter rowsOf(TableSchema table) {
    return tables.computeIfAbsent(table, RowWriter::new);
  }

  /** In order of tables; most commits are already, or change one table only. */
  private static List<RowChange> byTable(List<RowChange> changes) {
    for (int i = 1; i < changes.size(); i++) {
      if (BY_TABLE.compare(changes.get(i - 1), changes.get(i)) > 0) {
        List<RowChange> sorted = new ArrayList<>(changes);
        sorted.sort(BY_TABLE);
        return sorted;
      }
    }
    return changes;
  }
}
