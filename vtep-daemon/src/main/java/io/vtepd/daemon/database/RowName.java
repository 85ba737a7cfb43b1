package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Uuid;

/** Which row: its table and its UUID there. */
public record RowName(TableSchema table, Uuid uuid) {

  @Override
  public int hashCode() {
    return table.index() * 31 + uuid.hashCode();
  }
}
