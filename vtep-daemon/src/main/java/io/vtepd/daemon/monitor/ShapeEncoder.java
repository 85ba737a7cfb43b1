package io.vtepd.daemon.monitor;

import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.json.TableUpdateWriter;
import io.vtepd.ovsdb.monitor.MonitorShape;
import io.vtepd.ovsdb.monitor.MonitoredTable;
import io.vtepd.ovsdb.monitor.RowUpdateKind;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Encodes what monitors of one shape are told. Immutable; for any thread. */
public final class ShapeEncoder {

  private final MonitorShape shape;
  private final Table[] tables;
  private final BitSet watched = new BitSet();

  private record Table(TableUpdateWriter writer, RowFilter filter) {
    MonitoredTable monitored() {
      return writer.table();
    }
  }

  public ShapeEncoder(MonitorShape shape) {
    this.shape = shape;
    this.tables =
        shape.tables().stream()
            .map(table ->
                new Table(
                    new TableUpdateWriter(shape.format(), table), new RowFilter(table.where())))
            .toArray(Table[]::new);
    shape.tables().forEach(table -> watched.set(table.table().index()));
  }

  public MonitorShape shape() {
    return shape;
  }

  boolean watches(TableSchema table) {
    return watched.get(table.index());
  }

  /** The table updates of a commit; empty if this shape does not show it. */
  public Optional<byte[]> encode(ChangeSet commit) {
    UpdateText text = new UpdateText();
    for (Table table : tables) {
      for (RowChange change : commit.changes()) {
        if (change.table() == table.monitored().table()) {
          text.begin(table.monitored().table());
          text.end(writeChange(text.out(), table, change));
        }
      }
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text.finish());
  }

  private static boolean writeChange(JsonWriter out, Table table, RowChange change) {
    Optional<Row> before = table.filter.before(change);
    Optional<Row> after = table.filter.after(change);
    if (before.isPresent()) {
      return after.isPresent()
          ? table.writer.writeModified(out, before.get(), after.get())
          : table.writer.writeDeleted(out, before.get());
    }
    return after.isPresent() && table.writer.writeInserted(out, RowUpdateKind.INSERT, after.get());
  }

  /** Whether the initial contents are so small that encoding them holds up nobody. */
  public boolean isShort(Snapshot snapshot) {
    return ContentsCost.isShort(shape, snapshot);
  }

  /** The initial contents: {@code {}} if there are none. */
  public void contents(Snapshot snapshot, ChunkSink sink) {
    UpdateText text = new UpdateText(sink);
    for (Table table : tables) {
      if (table.monitored().kinds().initial()) {
        snapshot
            .rows(table.monitored().table())
            .forEach(row -> {
              text.begin(table.monitored().table());
              text.end(
                  table.filter.accepts(row)
                      && table.writer.writeInserted(text.out(), RowUpdateKind.INITIAL, row));
            });
      }
    }
    text.finish(sink);
  }

  /**
   * What monitors are told when their shape becomes another one that differs in conditions alone:
   * the rows that begin or cease to count.
   *
   * @return empty if there are none
   */
  public Optional<EncodedContents> transition(ShapeEncoder next, Snapshot snapshot) {
    List<byte[]> chunks = new ArrayList<>();
    ChunkSink sink = (bytes, length) -> chunks.add(Arrays.copyOf(bytes, length));
    UpdateText text = new UpdateText(sink);
    for (int i = 0; i < tables.length; i++) {
      Table from = tables[i];
      Table to = next.tables[i];
      if (!from.monitored().where().equals(to.monitored().where())) {
        snapshot
            .rows(from.monitored().table())
            .forEach(row -> {
              text.begin(from.monitored().table());
              text.end(writeTransition(text.out(), from, to, row));
            });
      }
    }
    if (text.isEmpty()) {
      return Optional.empty();
    }
    text.finish(sink);
    return Optional.of(EncodedContents.of(chunks));
  }

  private static boolean writeTransition(JsonWriter out, Table from, Table to, Row row) {
    boolean counted = from.filter.accepts(row);
    if (counted == to.filter.accepts(row)) {
      return false;
    }
    return counted
        ? from.writer.writeDeleted(out, row)
        : to.writer.writeInserted(out, RowUpdateKind.INSERT, row);
  }
}
