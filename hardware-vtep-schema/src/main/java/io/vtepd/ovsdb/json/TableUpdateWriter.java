package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.monitor.MonitoredColumn;
import io.vtepd.ovsdb.monitor.MonitoredTable;
import io.vtepd.ovsdb.monitor.RowUpdateKind;
import io.vtepd.ovsdb.monitor.UpdateFormat;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.DatumDiff;

/**
 * Writes the rows of one table in updates of one format: {@code <row-update>} of RFC 7047 section
 * 4.1.6 or {@code <row-update2>} of ovsdb-server(7). Immutable; for any thread.
 */
public final class TableUpdateWriter {

  private final UpdateFormat format;
  private final MonitoredTable table;
  private final Column[] columns;

  private record Column(
      ColumnSchema schema, MonitoredColumn monitored, String name, Datum defaultDatum) {}

  public TableUpdateWriter(UpdateFormat format, MonitoredTable table) {
    this.format = format;
    this.table = table;
    this.columns = table.columns().stream().map(TableUpdateWriter::column).toArray(Column[]::new);
  }

  private static Column column(MonitoredColumn monitored) {
    ColumnSchema schema = monitored.column();
    String name = "\"" + schema.name() + "\":";
    return new Column(schema, monitored, name, schema.type().defaultDatum());
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
    writeUuid(out, row);
    if (full) {
      out.raw("{\"new\":");
    } else {
      out.raw(kind == RowUpdateKind.INITIAL ? "{\"initial\":" : "{\"insert\":");
    }
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
    writeUuid(out, row);
    if (format == UpdateFormat.DIFFERENCES) {
      out.raw("{\"delete\":null}");
      return true;
    }
    out.raw("{\"old\":");
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
    writeUuid(out, after);
    boolean full = format == UpdateFormat.OLD_AND_NEW;
    out.raw(full ? "{\"old\":" : "{\"modify\":");
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

  private static void writeUuid(JsonWriter out, Row row) {
    out.raw('"').uuid(row.uuid()).raw("\":");
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
