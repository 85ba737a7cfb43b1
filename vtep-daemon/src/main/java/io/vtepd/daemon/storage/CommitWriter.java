package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.DatumJson;
import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.DatumDiff;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a commit as the JSON of a transaction record (ovsdb(5)).
 *
 * <p>A new row has the columns that differ from their default. A changed row has its changed
 * columns: as differences in a record with {@code _is_diff}, or whole. Ephemeral columns are left
 * out, and rows of which nothing else changed.
 */
final class CommitWriter {

  private static final Comparator<RowChange> BY_TABLE =
      Comparator.comparingInt(change -> change.table().index());

  private CommitWriter() {}

  /**
   * Appends the record's JSON object.
   *
   * @return false, with nothing appended, if the commit leaves no trace in the file
   */
  static boolean write(JsonWriter out, ChangeSet changes, List<String> comments, long dateMs) {
    int start = out.length();
    boolean asDiff = changes.changes().stream().allMatch(CommitWriter::fitsAsDiff);
    out.raw("{\"_date\":").integer(dateMs);
    boolean any = false;
    TableSchema open = null;
    for (RowChange change : changes.changes().stream().sorted(BY_TABLE).toList()) {
      if (!leavesTrace(change)) {
        continue;
      }
      if (change.table() == open) {
        out.raw(',');
      } else {
        out.raw(open == null ? "," : "},").string(change.table().name()).raw(":{");
        open = change.table();
      }
      writeRow(out, change, asDiff);
      any = true;
    }
    if (!any) {
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

  private static boolean leavesTrace(RowChange change) {
    return change.isInsert()
        || change.isDelete()
        || change.table().columns().stream().anyMatch(column -> isWritten(change, column));
  }

  private static boolean isWritten(RowChange change, ColumnSchema column) {
    return column.isStored() && change.changes(column);
  }

  /**
   * ovsdb-server up to 3.1 refuses a difference with more elements than the column may hold, and
   * then loses the record. Such a commit is written with whole values.
   */
  private static boolean fitsAsDiff(RowChange change) {
    if (change.isInsert() || change.isDelete()) {
      return true;
    }
    for (ColumnSchema column : change.table().columns()) {
      if (isWritten(change, column) && difference(change, column).size() > column.type().max()) {
        return false;
      }
    }
    return true;
  }

  private static Datum difference(RowChange change, ColumnSchema column) {
    return DatumDiff.between(
        change.before().orElseThrow().get(column),
        change.after().orElseThrow().get(column),
        column.type().differsAsWhole());
  }

  private static void writeRow(JsonWriter out, RowChange change, boolean asDiff) {
    out.raw('"').raw(change.uuid().toString()).raw("\":");
    if (change.isDelete()) {
      out.raw("null");
    } else if (change.isInsert()) {
      writeNewRow(out, change.table(), change.after().orElseThrow());
    } else {
      writeChangedRow(out, change, asDiff);
    }
  }

  /** Appends the columns of a new row that the file must name. */
  static void writeNewRow(JsonWriter out, TableSchema table, Row row) {
    String separator = "{";
    for (ColumnSchema column : table.columns()) {
      Datum datum = row.get(column);
      if (column.isStored() && !datum.equals(column.type().defaultDatum())) {
        out.raw(separator).string(column.name()).raw(':');
        DatumJson.write(out, datum);
        separator = ",";
      }
    }
    out.raw(separator.equals("{") ? "{}" : "}");
  }

  private static void writeChangedRow(JsonWriter out, RowChange change, boolean asDiff) {
    String separator = "{";
    for (ColumnSchema column : change.table().columns()) {
      if (isWritten(change, column)) {
        out.raw(separator).string(column.name()).raw(':');
        DatumJson.write(
            out, asDiff ? difference(change, column) : change.after().orElseThrow().get(column));
        separator = ",";
      }
    }
    out.raw('}');
  }
}
