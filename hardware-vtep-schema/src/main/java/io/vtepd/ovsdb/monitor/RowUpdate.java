package io.vtepd.ovsdb.monitor;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.Uuid;
import java.util.Map;

/** What an update says about one row, as its reader has to apply it. */
public sealed interface RowUpdate {

  TableSchema table();

  Uuid uuid();

  /**
   * The row has these values now. Columns that are not named have their default if the row is new
   * to the reader, and stay otherwise.
   */
  record Put(TableSchema table, Uuid uuid, Map<ColumnSchema, Datum> values) implements RowUpdate {
    public Put {
      values = Map.copyOf(values);
    }
  }

  /** The row's values differ by these (see {@link io.vtepd.ovsdb.value.DatumDiff}). */
  record Differ(TableSchema table, Uuid uuid, Map<ColumnSchema, Datum> differences)
      implements RowUpdate {
    public Differ {
      differences = Map.copyOf(differences);
    }
  }

  /** The row is gone, or no longer counts. */
  record Delete(TableSchema table, Uuid uuid) implements RowUpdate {}
}
