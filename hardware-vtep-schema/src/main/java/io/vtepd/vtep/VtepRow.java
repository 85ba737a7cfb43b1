package io.vtepd.vtep;

import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Uuid;

/** A typed view of a row. It holds the row and copies nothing; two are equal if their rows are. */
public interface VtepRow {

  /** The row that is viewed. */
  Row row();

  default Uuid uuid() {
    return row().uuid();
  }
}
