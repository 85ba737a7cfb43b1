package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.DatumJson;
import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.DatumDiff;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the rows of one table as transaction records have them (ovsdb(5)): what belongs to a
 * column and never changes is looked up once.
 */
final class RowWriter {

  private final List<Column> columns = new ArrayList<>();

  /** A column that is kept in the file, with its name as the file has it. */
  private record Column(ColumnSchema schema, String key, Datum defaultDatum) {

    boolean isWritten(RowChange change) {
      return change.changes(schema);
    }

    /**
     * Whether ovsdb-server up to 3.1 takes a difference for the whole value: it does wherever the
     * column has its default, also if that is not empty.
     */
    boolean isMistakenForWhole(RowChange change) {
      return schema.type().min() > 0
          && change.before().orElseThrow().get(schema).equals(defaultDatum);
    }
  }

  RowWriter(TableSchema table) {
    for (ColumnSchema column : table.columns()) {
      if (column.isStored()) {
        String key = new JsonWriter().string(column.name()).raw(':').toString();
        columns.add(new Column(column, key, column.type().defaultDatum()));
      }
    }
  }

  /** Whether the file would tell of that change. */
  boolean leavesTrace(RowChange change) {
    if (change.isInsert() || change.isDelete()) {
      return true;
    }
    for (Column column : columns) {
      if (column.isWritten(change)) {
        return true;
      }
    }
    return false;
  }

  /**
   * ovsdb-server up to 3.1 refuses a difference with more elements than the column may hold, and
   * then loses the record; and it mistakes some for whole values. Such a commit is written with
   * whole values.
   */
  boolean fitsAsDiff(RowChange change) {
    if (change.isInsert() || change.isDelete()) {
      return true;
    }
    for (Column column : columns) {
      if (!column.schema.type().differsAsWhole()
          && column.isWritten(change)
          && (column.isMistakenForWhole(change)
              || difference(change, column.schema).size() > column.schema.type().max())) {
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

  /** Appends a change: key and value. */
  void write(JsonWriter out, RowChange change, boolean asDiff) {
    writeKey(out, change.uuid());
    if (change.isDelete()) {
      out.raw("null");
    } else if (change.isInsert()) {
      writeNew(out, change.after().orElseThrow());
    } else {
      writeChanged(out, change, asDiff);
    }
  }

  /** Appends the key of a row. */
  void writeKey(JsonWriter out, Uuid uuid) {
    out.raw('"').uuid(uuid).raw("\":");
  }

  /** Appends the columns of a new row that differ from their default. */
  void writeNew(JsonWriter out, Row row) {
    out.raw('{');
    boolean first = true;
    for (Column column : columns) {
      Datum datum = row.get(column.schema);
      if (!datum.equals(column.defaultDatum)) {
        writeColumn(out, first, column, datum);
        first = false;
      }
    }
    out.raw('}');
  }

  private void writeChanged(JsonWriter out, RowChange change, boolean asDiff) {
    out.raw('{');
    boolean first = true;
    for (Column column : columns) {
      if (column.isWritten(change)) {
        Datum after = change.after().orElseThrow().get(column.schema);
        writeColumn(out, first, column, asDiff ? difference(change, column.schema) : after);
        first = false;
      }
    }
    out.raw('}');
  }

  private static void writeColumn(JsonWriter out, boolean first, Column column, Datum datum) {
    if (!first) {
      out.raw(',');
    }
    out.raw(column.key);
    DatumJson.write(out, datum);
  }
}
