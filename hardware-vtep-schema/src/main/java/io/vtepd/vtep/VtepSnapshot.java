package io.vtepd.vtep;

import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Uuid;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * hardware_vtep at one moment, read through typed views.
 *
 * @param tables those of the snapshot's own schema
 */
public record VtepSnapshot(Snapshot snapshot, VtepTables tables) {

  public VtepSnapshot {
    Objects.requireNonNull(snapshot);
    if (tables.global().schema() != snapshot.schema().requireTable(TableName.GLOBAL)) {
      throw new IllegalArgumentException("tables of another schema");
    }
  }

  /** The views of a snapshot whose schema was not seen before. */
  static VtepSnapshot of(Snapshot snapshot) {
    return new VtepSnapshot(snapshot, VtepTables.of(snapshot.schema()));
  }

  /** The row of that UUID in one of {@link #tables}. */
  public <V extends VtepRow> Optional<V> get(VtepTable<V> table, Uuid uuid) {
    return snapshot.row(table.schema(), uuid).map(table::view);
  }

  /** Visits every row of one of {@link #tables}. */
  public <V extends VtepRow> void forEach(VtepTable<V> table, Consumer<V> visitor) {
    snapshot.rows(table.schema()).forEach(row -> visitor.accept(table.view(row)));
  }

  public int rowCount(VtepTable<?> table) {
    return snapshot.rows(table.schema()).size();
  }
}
