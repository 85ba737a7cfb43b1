package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.monitor.MonitoredColumn;
import io.vtepd.ovsdb.monitor.MonitoredTable;
import io.vtepd.ovsdb.monitor.RowUpdateKind;
import io.vtepd.ovsdb.monitor.UpdateFormat;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.DatumDiff;
import java.nio.charset.StandardCharsets;

/**
 * Writes the rows of one table in updates of one format: {@code <row-update>} of RFC 7047 section
 * 4.1.6 or {@code <row-update2>} of ovsdb-server(7). Immutable; for any thread.
 */
public final class TableUpdateWriter {

  private final UpdateFormat format;
  private final MonitoredTable table;
  private final Column[] columns;

  private static final byte[] NEW = ascii("\":{\"new\":");
  private static final byte[] OLD = ascii("\":{\"old\":");
  private static final byte[] INITIAL = ascii("\":{\"initial\":");
  private static final byte[] INSERT = ascii("\":{\"insert\":");
  private static final byte[] MODIFY = ascii("\":{\"modify\":");
  private static final byte[] DELETED = ascii("\":{\"delete\":null}");

  private static final class Column {
    private final ColumnSchema schema;
    private final MonitoredColumn monitored;

    /** As a member's name, as it stands before the value. */
    private final byte[] name;

    private final Datum defaultDatum;

    Column(MonitoredColumn monitored) {
      this.schema = monitored.column();
      this.monitored = monitored;
      this.name = ascii("\"" + schema.name() + "\":");
      this.defaultDatum = schema.type().defaultDatum();
    }
  }

  public TableUpdateWriter(UpdateFormat format, MonitoredTable table) {
    this.format = format;
    this.table = table;
    this.columns = table.columns().stream().map(Column::new).toArray(Column[]::new);
  }

  public MonitoredTable table() {
    return table;
  }

  /** Appends {@code "<uuid>":<update>}, unless nobody selected such updates. */
  public boolean writeInserted(JsonWriter out, RowUpdateKind kind, Row row) {
    if (!table.kinds().includes(kind)) {
      return false;
    }
    boolean full = format == UpdateFormat.OLD_AND_NEW;
    byte[] differs = kind == RowUpdateKind.INITIAL ? INITIAL : INSERT;
    begin(out, row, full ? NEW : differs);
    Values values = new Values(out);
    for (Column column : columns) {
      if (column.monitored.select().includes(kind)) {
        Datum datum = row.get(column.schema);
        if (full || !datum.equals(column.defaultDatum)) {
          values.add(column, datum);
        }
      }
    }
    values.end();
    out.raw('}');
    return true;
  }

  /** Appends {@code "<uuid>":<update>}, unless nobody selected deletions. */
  public boolean writeDeleted(JsonWriter out, Row row) {
    if (!table.kinds().delete()) {
      return false;
    }
    if (format == UpdateFormat.DIFFERENCES) {
      begin(out, row, DELETED);
      return true;
    }
    begin(out, row, OLD);
    Values values = new Values(out);
    for (Column column : columns) {
      if (column.monitored.select().delete()) {
        values.add(column, row.get(column.schema));
      }
    }
    values.end();
    out.raw('}');
    return true;
  }

  /** Appends {@code "<uuid>":<update>}, unless no column differs that selected modifications. */
  public boolean writeModified(JsonWriter out, Row before, Row after) {
    int start = out.length();
    boolean full = format == UpdateFormat.OLD_AND_NEW;
    begin(out, after, full ? OLD : MODIFY);
    Values values = new Values(out);
    for (Column column : columns) {
      Datum was = before.get(column.schema);
      Datum is = after.get(column.schema);
      if (column.monitored.select().modify() && !was.equals(is)) {
        values.add(column, full ? was : difference(column, was, is));
      }
    }
    if (values.count == 0) {
      out.truncate(start);
      return false;
    }
    values.end();
    if (full) {
      writeNew(out, after);
    }
    out.raw('}');
    return true;
  }

  private static Datum difference(Column column, Datum was, Datum is) {
    return DatumDiff.between(was, is, column.schema.type().differsAsWhole());
  }

  private void writeNew(JsonWriter out, Row after) {
    out.raw(",\"new\":");
    Values values = new Values(out);
    for (Column column : columns) {
      if (column.monitored.select().modify()) {
        values.add(column, after.get(column.schema));
      }
    }
    values.end();
  }

  /** The row's UUID and what follows it. */
  private static void begin(JsonWriter out, Row row, byte[] next) {
    out.raw('"').uuid(row.uuid()).raw(next);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes {@code <row>} member by member. */
  private static final class Values {
    private final JsonWriter out;
    private int count;

    Values(JsonWriter out) {
      this.out = out.raw('{');
    }

    void add(Column column, Datum datum) {
      if (count++ > 0) {
        out.raw(',');
      }
      out.raw(column.name);
      DatumJson.write(out, datum);
    }

    void end() {
      out.raw('}');
    }
  }
}
